using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveSession.Cli.Tests.Replay;

/// <summary>
/// A server over a real socket that keeps the hub contracts and no more, and can be told to misbehave. Its record outlives a restart,
/// as the real one's does.
/// </summary>
internal sealed class StubServer : IAsyncDisposable
{
    private WebApplication? _app;

    private StubServer(StubRecord record) => Record = record;

    public StubRecord Record { get; }

    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    public string CaptionerLink => new Uri(Address, "/i/captioner-token").AbsoluteUri;

    public string ChairLink => new Uri(Address, "/i/chair-token").AbsoluteUri;

    public static async Task<StubServer> StartAsync(StubRecord? record = null)
    {
        var server = new StubServer(record ?? new StubRecord());
        await server.OpenAsync();
        return server;
    }

    /// <summary>Drops every connection, and listens at the same address again.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public async Task CloseAsync()
    {
        if (_app is not null)
        {
            // No farewell: a server that was killed does not say good bye.
            await _app.StopAsync(new CancellationToken(canceled: true));
            await _app.DisposeAsync();
            _app = null;
        }
    }

    public async Task OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(Address.GetLeftPart(UriPartial.Authority));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Record);
        builder.Services.ConfigureHttpJsonOptions(options => ProtocolJson.Apply(options.SerializerOptions));
        builder.Services.AddSignalR(options => options.EnableDetailedErrors = true).AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions));
        _app = builder.Build();
        _app.Use(Guard);
        _app.MapPost("/i/{token}", Exchange);
        _app.MapGet("/api/meetings/{slug}", (string slug) => slug == Record.Meeting.Slug ? Results.Ok(Record.MeetingView()) : Results.NotFound());
        _app.MapGet("/m/{slug}/{number:int}/transcript.{ending}", (string slug, int number, string ending) =>
            slug == Record.Meeting.Slug && number == 1 ? Results.Text($"transcript as {ending}: é\n") : Results.NotFound());
        _app.MapHub<StubCaptionHub>("/hubs/captions");
        _app.MapHub<StubFloorHub>("/hubs/floor");
        await _app.StartAsync();
        Address = new Uri(_app.Urls.Single());
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

    // Hubs need the cookie that the exchange of a link gave.
    private Task Guard(HttpContext http, RequestDelegate next)
    {
        var wanted = http.Request.Path.StartsWithSegments("/hubs/captions") ? "captioner" : http.Request.Path.StartsWithSegments("/hubs/floor") ? "chair" : null;
        if (wanted is not null && http.Request.Cookies["who"] != $"{wanted}-{Record.CookieEdition}")
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private IResult Exchange(string token, HttpContext http)
    {
        var role = token switch { "captioner-token" => Role.Captioner, "chair-token" => Role.Chair, "member-token" => Role.Member, _ => (Role?)null };
        if (role is null || Record.LinksRevoked)
        {
            return Results.Json(Rejections.InvitationRevoked, statusCode: StatusCodes.Status403Forbidden);
        }

        http.Response.Cookies.Append("who", $"{(role is Role.Chair ? "chair" : "captioner")}-{Record.CookieEdition}", new CookieOptions { HttpOnly = true });
        return Results.Ok(new { meeting = Record.Meeting.Slug, role, participant = ParticipantId.New() });
    }
}
