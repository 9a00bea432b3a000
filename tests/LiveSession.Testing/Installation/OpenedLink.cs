using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Testing.Installation;

/// <summary>An invitation link that was exchanged for a sign-in.</summary>
/// <param name="Server">The server's address.</param>
/// <param name="Cookies">The sign-in.</param>
public sealed record OpenedLink(Uri Server, CookieContainer Cookies)
{
    /// <summary>The certificate that is trusted besides those this machine trusts.</summary>
    public X509Certificate2? Trusted { get; init; }

    /// <summary>Exchanges a link as a program does.</summary>
    public static async Task<OpenedLink> OpenAsync(Uri server, string path, X509Certificate2? trusted = null)
    {
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        if (trusted is not null)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = SelfMadeCertificate.Trusting(trusted);
        }

        using var http = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return new OpenedLink(server, cookies) { Trusted = trusted };
    }

    /// <summary>A connection to a hub with this sign-in, not yet started.</summary>
    public HubConnection Hub(string path) => new HubConnectionBuilder()
        .WithUrl(new Uri(Server, path), options =>
        {
            options.Cookies = Cookies;
            options.SkipNegotiation = true;
            options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
            if (Trusted is not null)
            {
                options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = SelfMadeCertificate.Trusting(Trusted);
            }
        })
        .AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions))
        .Build();
}
