using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Protocol;

/// <summary>The example that <c>src/LiveSession.Protocol/README.md</c> gives, word for word: it is compiled here, and run.</summary>
internal static class WritingExample
{
    public static async Task RunAsync(string host, string secret, SessionId session)
    {
        var cookies = new CookieContainer();
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = cookies });
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        (await http.PostAsync($"{host}/i/{secret}", null)).EnsureSuccessStatusCode();

        await using var hub = new HubConnectionBuilder()
            .WithUrl($"{host}/hubs/captions", options => options.Cookies = cookies)
            .AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions))
            .Build();
        hub.On<CaptionReceipt>(nameof(ICaptionClient.Acknowledged), receipt =>
            Console.WriteLine(receipt.Result.Rejection?.Message ?? $"recorded as line {receipt.Result.Position!.Value.Sequence}"));
        await hub.StartAsync();

        var edits = Channel.CreateUnbounded<CaptionEdit>();
        var writing = hub.InvokeAsync(nameof(ICaptionHub.Write), session, "floor", edits.Reader.ReadAllAsync());
        await edits.Writer.WriteAsync(new CaptionEdit("The meeting is", Command: null, "en"));                          // a draft
        await edits.Writer.WriteAsync(new CaptionEdit("The meeting is called to order.", CommandId.New(), "en"));        // a line
        edits.Writer.Complete();
        await writing;                                                                                                    // every line is answered
    }
}
