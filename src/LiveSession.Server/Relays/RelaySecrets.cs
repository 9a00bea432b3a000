using System.Security.Cryptography;
using LiveSession.Client.Relays;
using LiveSession.Core.Relays;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Relays;

/// <summary>Encrypts the addresses of relays for the log, and reads them where they are used. The keys lie beside the archive, not in it.</summary>
internal sealed class RelaySecrets(IDataProtectionProvider protection, IOptions<RelayOptions> options)
{
    private const string Purpose = "caption-relay";

    public string Seal(SessionId session, RelayAddress address) => ProtectorOf(session).Protect(address.Url.OriginalString);

    /// <summary>The address; null where the keys are lost, or the operator no longer allows its host.</summary>
    public RelayAddress? Open(Relay relay, out RelayCondition fault)
    {
        fault = RelayCondition.Unreadable;
        try
        {
            var pasted = ProtectorOf(relay.Session).Unprotect(relay.SealedAddress);
            fault = RelayCondition.Barred;
            return RelayAddress.Read(pasted, relay.Service, options.Value.Rules, out var address) is null ? address : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector ProtectorOf(SessionId session) => protection.CreateProtector(Purpose, session.ToString());
}
