using System.Net;
using System.Net.Security;
using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MissionControl.Http.Channels;

/// <summary>A certificate for a server of a test. Trusted ones pass in this process only, by the hook of the base library; the product has no switch for it.</summary>
internal static class TrustedCertificate
{
    private static readonly HashSet<string> Trusted = [];

    public static X509Certificate2 Make(bool isTrusted)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.Parse("2020-01-01", null), DateTimeOffset.Parse("2099-01-01", null));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        if (isTrusted)
        {
            lock (Trusted)
            {
                Trusted.Add(certificate.Thumbprint);
                Hook();
            }
        }

        return certificate;
    }

    // The class is marked as obsolete for its other uses; the mail client asks it all the same.
    private static void Hook() => Type.GetType("System.Net.ServicePointManager, System.Net.Requests", throwOnError: true)!
        .GetProperty("ServerCertificateValidationCallback", BindingFlags.Public | BindingFlags.Static)!
        .SetValue(null, new RemoteCertificateValidationCallback((_, certificate, _, errors) => errors == SslPolicyErrors.None || IsTrusted(certificate)));

    private static bool IsTrusted(X509Certificate? certificate)
    {
        lock (Trusted)
        {
            return certificate is X509Certificate2 known && Trusted.Contains(known.Thumbprint);
        }
    }
}
