using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveSession.Testing.Installation;

/// <summary>A certificate of nobody's making but ours, for this machine's own address.</summary>
public static class SelfMadeCertificate
{
    /// <summary>A new one, with its key.</summary>
    public static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Its key, as proxies read it.</summary>
    public static string KeyOf(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    /// <summary>Trusts this one and no other.</summary>
    public static RemoteCertificateValidationCallback Trusting(X509Certificate2 certificate) =>
        (_, shown, _, _) => shown?.GetCertHashString() == certificate.Thumbprint;
}
