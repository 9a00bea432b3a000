using System.Net.Sockets;
using System.Text;

namespace LiveSession.Server.Tests.Host;

/// <summary>Bytes over a socket, as other people's software sends them: no HTTP library corrects anything on the way.</summary>
public static class RawHttp
{
    /// <summary>Sends a request as it is and reads the answer to the end.</summary>
    public static Task<RawAnswer> SendAsync(Uri server, string head, string body = "") =>
        SendAsync(server, head, Encoding.UTF8.GetBytes(body));

    /// <summary>Sends a request as it is; <c>{length}</c> in the head stands for the body's length in bytes.</summary>
    public static async Task<RawAnswer> SendAsync(Uri server, string head, byte[] body)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, limit.Token);
        var stream = client.GetStream();
        await stream.WriteAsync(HeadOf(head, body), limit.Token);
        await stream.WriteAsync(body, limit.Token);
        var answer = await new StreamReader(stream, Encoding.UTF8).ReadToEndAsync(limit.Token);
        var parts = answer.Split("\r\n\r\n", 2);
        return new RawAnswer(int.Parse(parts[0].AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture), parts[0], parts.Length > 1 ? parts[1] : "");
    }

    /// <summary>Sends so much of a request and goes away, with a farewell or without; from 1 on all of it is sent, and the answer is not waited for.</summary>
    public static Task CutAsync(Uri server, string head, string body, double share, bool hard) =>
        CutAsync(server, head, Encoding.UTF8.GetBytes(body), share, hard);

    /// <summary>The same, of bytes.</summary>
    public static async Task CutAsync(Uri server, string head, byte[] body, double share, bool hard)
    {
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        byte[] request = [.. HeadOf(head, body), .. body];
        await client.GetStream().WriteAsync(request.AsMemory(0, (int)Math.Min(request.Length, share * request.Length)), TestContext.Current.CancellationToken);
        client.LingerState = new LingerOption(hard, 0);
    }

    private static byte[] HeadOf(string head, byte[] body) => Encoding.UTF8.GetBytes(
        head.Replace("{length}", body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .ReplaceLineEndings("\r\n").TrimEnd() + "\r\nConnection: close\r\n\r\n");
}

/// <summary>An answer as it came.</summary>
public sealed record RawAnswer(int Status, string Head, string Body);
