using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveSession.Server.Tests.Captions.Steno;

/// <summary>A program that types over TCP, as CAT software does.</summary>
internal sealed class StenoSoftware : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TcpClient _client;

    private StenoSoftware(TcpClient client) => _client = client;

    public static async Task<StenoSoftware> ConnectAsync(int port, string from = "127.0.0.1")
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        return new StenoSoftware(client);
    }

    public Task TypeAsync(string text) => TypeAsync(Encoding.UTF8.GetBytes(text));

    public async Task TypeAsync(byte[] bytes) => await _client.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <summary>What the server says before it hangs up; empty when it just does.</summary>
    public async Task<string> FarewellAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        using var reader = new StreamReader(_client.GetStream());
        try
        {
            return await reader.ReadToEndAsync(limit.Token);
        }
        catch (IOException)
        {
            return "";
        }
    }

    /// <summary>A run of ports nobody listens at.</summary>
    public static string FreePorts(int count)
    {
        for (var attempt = 0; ; attempt++)
        {
            var first = 20_000 + Random.Shared.Next(10_000);
            var listeners = new List<TcpListener>();
            try
            {
                for (var port = first; port < first + count; port++)
                {
                    listeners.Add(new TcpListener(IPAddress.Any, port));
                    listeners[^1].Start();
                }

                return $"{first}-{first + count - 1}";
            }
            catch (SocketException) when (attempt < 100)
            {
                // Somebody has one of them.
            }
            finally
            {
                listeners.ForEach(listener => listener.Dispose());
            }
        }
    }

    public void Dispose() => _client.Dispose();
}
