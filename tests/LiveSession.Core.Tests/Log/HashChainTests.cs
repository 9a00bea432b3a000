using System.Security.Cryptography;
using System.Text;
using LiveSession.Core.Log;

namespace LiveSession.Core.Tests.Log;

public sealed class HashChainTests
{
    [Fact]
    public void A_chain_starts_with_64_zeros() => HashChain.Start.ShouldBe(string.Concat(Enumerable.Repeat("0", 64)));

    [Fact]
    public void A_hash_is_SHA_256_over_the_hash_before_it_and_the_bytes()
    {
        var first = HashChain.Next(HashChain.Start, "one"u8);
        var second = HashChain.Next(first, "two"u8);

        first.ShouldBe(Convert.ToHexStringLower(SHA256.HashData([.. new byte[32], .. "one"u8])));
        second.ShouldBe(Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(first), .. "two"u8])));
    }

    [Fact]
    public void The_hash_of_a_known_event_never_changes() =>
        HashChain.Next(
                HashChain.Start,
                Encoding.UTF8.GetBytes(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Log", "Samples", "session-opened.json")).TrimEnd('\n')))
            .ShouldBe("efbca244557f6c3f3e3ab445dab4b58f2f9ef4de3270bf48ae5a6a05086a9239");

    [Fact]
    public void Order_and_every_byte_matter()
    {
        HashChain.Next(HashChain.Next(HashChain.Start, "one"u8), "two"u8).ShouldNotBe(HashChain.Next(HashChain.Next(HashChain.Start, "two"u8), "one"u8));
        HashChain.Next(HashChain.Start, "one"u8).ShouldNotBe(HashChain.Next(HashChain.Start, "onf"u8));
    }
}
