using System.Security.Cryptography;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Server.Meetings;
using Microsoft.AspNetCore.DataProtection;

namespace LiveSession.Server.Transcript;

/// <summary>
/// The keys with which this installation signs its records. They are in the log of the house, so that every node has them and they move with the archive;
/// the private halves are encrypted there with the keys that lie beside the archive. Where those were lost a new one is made.
/// </summary>
internal sealed partial class RecordKeys(MeetingDirectory directory, MeetingCommands commands, IDataProtectionProvider protection, ILogger<RecordKeys> logger)
{
    private const string Purpose = "record-key";

    /// <summary>The public halves, in the order they were made.</summary>
    public async Task<ImmutableArray<RecordKey>> ListAsync() =>
        [.. (await directory.House.StateAsync()).RecordKeys.Select(made => new RecordKey(made.Key, made.PublicKey))];

    /// <summary>The one to sign with; the first who asks makes it.</summary>
    /// <exception cref="LogUnavailableException">There is none, and none can be recorded.</exception>
    public async Task<RecordSigner> SignerAsync()
    {
        while (true)
        {
            var made = (await directory.House.StateAsync()).RecordKeys;
            if (made.Reverse().Select(TryOpen).FirstOrDefault(signer => signer is not null) is { } signer)
            {
                return signer;
            }

            if (made is [.., var unreadable])
            {
                LogUnreadable(logger, unreadable.Key);
            }

            var result = await commands.RunInHouseAsync(Actor.System, CommandId.New(), Make(made.LastOrDefault()?.Key));
            if (result.Rejection is { } rejection)
            {
                throw new LogUnavailableException(rejection.Message);
            }
        }
    }

    private MakeRecordKey Make(string? replaces)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var made = RecordKey.Of(key);
        return new MakeRecordKey(made, Convert.ToBase64String(ProtectorOf(made.Id).Protect(key.ExportPkcs8PrivateKey())), replaces);
    }

    private RecordSigner? TryOpen(RecordKeyMade made)
    {
        try
        {
            var encoded = ProtectorOf(made.Key).Unprotect(Convert.FromBase64String(made.SealedPrivateKey));
            return new RecordSigner(new RecordKey(made.Key, made.PublicKey), data =>
            {
                using var key = ECDsa.Create();
                key.ImportPkcs8PrivateKey(encoded, out _);
                return Convert.ToBase64String(key.SignData(data, HashAlgorithmName.SHA256));
            });
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorOf(string key) => protection.CreateProtector(Purpose, key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The key {Key} that signed records cannot be read any more: the keys beside the archive were lost. Another one signs from now on.")]
    private static partial void LogUnreadable(ILogger logger, string key);
}
