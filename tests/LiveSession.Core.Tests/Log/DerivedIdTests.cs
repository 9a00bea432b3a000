using System.Security.Cryptography;
using LiveSession.Core.Log;

namespace LiveSession.Core.Tests.Log;

public sealed class DerivedIdTests
{
    private static readonly CommandId Command = CommandId.From(Guid.Parse("0197a000-0000-7000-8000-0000000000c1"));

    [Fact]
    public void An_id_is_cut_from_the_hash_of_command_index_and_kind()
    {
        var hash = SHA256.HashData([.. Command.Value.ToByteArray(bigEndian: true), 0, 0, 1, 2, .. "session"u8]);

        var id = DerivedId.From(Command, "session", 258).ToByteArray(bigEndian: true);

        (id[6] >> 4).ShouldBe(8);
        (id[8] >> 6).ShouldBe(2);
        (id[6] & 0x0F, id[8] & 0x3F).ShouldBe((hash[6] & 0x0F, hash[8] & 0x3F));
        id.Where((_, index) => index is not (6 or 8)).ShouldBe(hash[..16].Where((_, index) => index is not (6 or 8)));
    }

    [Fact]
    public void Everything_a_command_creates_has_an_id_of_its_own() =>
        new[]
        {
            DerivedId.From(Command, "session"), DerivedId.From(Command, "session", 1), DerivedId.From(Command, "participant"),
            DerivedId.From(CommandId.New(), "session"),
        }.ShouldBeUnique();
}
