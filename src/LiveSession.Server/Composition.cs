using System.Globalization;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Sessions;
using LiveSession.Client.Layout;
using LiveSession.Client.Meetings;
using LiveSession.Client.Sessions;
using LiveSession.Server.Analysis;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Captions;
using LiveSession.Server.Captions.EbuTt;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Captions.Steno;
using LiveSession.Server.Demo;
using LiveSession.Server.Floor;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Operations;
using LiveSession.Server.Pages;
using LiveSession.Server.Relays;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;
using LiveSession.Server.StreamText;
using LiveSession.Server.Transcript;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace LiveSession.Server;

/// <summary>Puts the product together.</summary>
public static class Composition
{
    // A line of 100,000 characters must arrive to be refused in words; what is larger closes the connection.
    private const int LargestHubMessage = 1_000_000;

    // Above the longest Broadcast:StallLimit that can be set.
    private static readonly TimeSpan LongestStall = TimeSpan.FromMinutes(11);

    /// <summary>The host, ready to run.</summary>
    /// <param name="args">The command line: standard .NET configuration, plus <c>--demo</c> and <c>--fresh</c>.</param>
    /// <param name="configure">Replaces parts, for tests.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var demo = DemoSwitches.Read(ref args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Composition).Assembly.GetName().Name,
            // Settings and assets lie beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.Host.UseSystemd();
        builder.Logging.ClearProviders().AddLogs();
        configure?.Invoke(builder);
        demo.Apply(builder);
        AddServices(builder, demo);
        var app = builder.Build();
        // Before anything is made of the options: all that is wrong with them is then said at once.
        app.Services.GetRequiredService<IStartupValidator>().Validate();
        Map(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, DemoSwitches demo)
    {
        var services = builder.Services;
        services.AddChecked<ServerOptions>(ServerOptions.Section)
            .AddChecked<SessionLimits>(SessionLimits.Section)
            .AddChecked<BroadcastOptions>(BroadcastOptions.Section)
            .AddChecked<CaptionOptions>(CaptionOptions.Section)
            .AddChecked<SourceOptions>(SourceOptions.Section)
            .AddChecked<StenoOptions>(StenoOptions.Section)
            .AddChecked<ConnectionOptions>(ConnectionOptions.Section)
            .AddChecked<RedisOptions>(RedisOptions.Section)
            .AddChecked<DrainOptions>(DrainOptions.Section)
            .AddChecked<ProxyOptions>(ProxyOptions.Section)
            .AddChecked<RelayOptions>(RelayOptions.Section)
            .AddChecked<AnalysisOptions>(AnalysisOptions.Section)
            .AddChecked<EmbeddingOptions>(EmbeddingOptions.Section);
        services.AddSingleton<IValidateOptions<ServerOptions>, SettingNames>();
        services.AddSingleton<IConfigureOptions<HostOptions>, ShutdownLimit>();
        services.ConfigureHttpJsonOptions(options => ProtocolJson.Apply(options.SerializerOptions));

        services.AddArchive(builder.Configuration);
        services.AddOperations(builder.Configuration);
        services.AddSingleton<IConfigureOptions<ForwardedHeadersOptions>, TrustedProxies>().AddSingleton<UnknownProxies>();
        services.AddLog();
        services.AddNodes(builder.Configuration);
        services.AddMeetings();
        services.AddSignIn();
        services.AddSingleton<Invitations>().AddSingleton<RegistrationPace>();
        services.AddDataProtection().SetApplicationName("LiveSession");
        services.AddSessions();
        services.AddCaptionSources();
        services.AddEbuTtLive();
        services.AddRelays(builder.Configuration);
        services.AddStreamText();
        services.AddAnalysis();
        services.AddPages();
        services.AddProblemDetails();
        services.AddHostedService<SecretariatWelcome>();
        demo.AddTo(services);
    }

    private static IServiceCollection AddLog(this IServiceCollection services)
    {
        services.AddSingleton<ISessionFeed, InProcessFeed>();
        services.AddSingleton<ArchiveWatch>().AddHostedService(provider => provider.GetRequiredService<ArchiveWatch>());
        services.AddSingleton<LogWriters<HouseState>>().AddSingleton<LogWriters<MeetingState>>().AddSingleton<LogWriters<SessionState>>();
        return services;
    }

    private static IServiceCollection AddMeetings(this IServiceCollection services)
    {
        services.AddSingleton<MeetingDirectory>().AddHostedService(provider => provider.GetRequiredService<MeetingDirectory>());
        services.AddSingleton<Doors>().AddSingleton<MeetingCommands>().AddSingleton<MeetingViews>();
        services.AddScoped<IMeetingDesk, CircuitMeetingDesk>();
        return services;
    }

    private static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = LargestHubMessage;
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            // Arguments that cannot be read are named to who sent them; faults of ours are not (HubFaults).
            options.EnableDetailedErrors = true;
            options.AddFilter<HubFaults>();
        }).AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions));
        services.AddSingleton<Outlets>().AddSingleton<HubFaults>();
        // For our hubs, not for circuits: those could not encode what is announced.
        services.AddSingleton<HubLifetimeManager<SessionHub>, OutletLifetimeManager<SessionHub>>()
            .AddSingleton<HubLifetimeManager<CaptionHub>, OutletLifetimeManager<CaptionHub>>()
            .AddSingleton<HubLifetimeManager<FloorHub>, OutletLifetimeManager<FloorHub>>();
        services.AddSingleton<ReaderSockets>().AddHostedService(provider => provider.GetRequiredService<ReaderSockets>());
        services.AddSingleton<PanelRenderer>();
        services.AddSingleton<SessionBroadcaster>().AddHostedService(provider => provider.GetRequiredService<SessionBroadcaster>());
        services.AddSingleton<CaptionPulse>().AddHostedService<SilenceWatch>();
        services.AddSingleton<OpenConnections>().AddHostedService(provider => provider.GetRequiredService<OpenConnections>());
        services.AddSingleton<TrackGates>().AddSingleton<PenSilence>().AddHostedService(provider => provider.GetRequiredService<PenSilence>());
        services.AddSingleton<CommandPace>().AddSingleton<SessionCommands>().AddSingleton<SessionJoins>().AddSingleton<CaptionWriting>().AddSingleton<CaptionDesks>().AddSingleton<FloorDesks>().AddSingleton<FloorReports>().AddSingleton<TranscriptReader>();
        services.AddScoped<CircuitDesk>().AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler>(provider => provider.GetRequiredService<CircuitDesk>());
        services.AddSingleton<RecordKeys>().AddSingleton<RecordSealer>().AddHostedService(provider => provider.GetRequiredService<RecordSealer>());
        services.AddScoped<ISessionStore, CircuitSessionStore>();
        services.AddHostedService<SessionGauges>().AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler, CircuitCount>();
        return services;
    }

    private static IServiceCollection AddCaptionSources(this IServiceCollection services)
    {
        services.AddSingleton<SourceIndex>().AddHostedService(provider => provider.GetRequiredService<SourceIndex>());
        services.AddOpenApi(SourceEndpoints.DocumentName, SourceDescription.Describe);
        services.AddSingleton<SourceDesk>().AddSingleton<SourceRecording>().AddSingleton<SourcePace>().AddHostedService<SourceIdling>();
        services.AddSingleton<StenoGuard>().AddSingleton<StenoPorts>().AddHostedService(provider => provider.GetRequiredService<StenoPorts>());
        services.AddScoped<LiveSession.Client.Captions.ICaptionSourceDesk, CircuitSourceDesk>();
        return services;
    }

    private static void Map(WebApplication app)
    {
        var unknown = app.Services.GetRequiredService<UnknownProxies>();
        app.Use(next => http =>
        {
            unknown.Look(http);
            return next(http);
        });
        app.UseForwardedHeaders();
        app.UsePages();
        app.UseCors();
        app.UseSameOrigin();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWhen(
            http => http.Request.Path.StartsWithSegments("/hubs") || http.Request.Path.StartsWithSegments("/_blazor"),
            branch => branch.Use(next => http => branch.ApplicationServices.GetRequiredService<OpenConnections>().GuardAsync(http, next)));
        app.UseWhen(ReaderSockets.Takes, app.Services.GetRequiredService<ReaderSockets>().Branch);
        app.UseWhen(EbuTtEndpoints.Takes, branch => branch.UseWebSockets());
        app.UseAntiforgery();

        app.MapPages();
        app.MapElsewhere();
        app.MapFloorForms();
        app.MapStatementForms();
        app.MapTextDoor();
        app.MapFloorReports();
        app.MapInvitations();
        app.MapTranscript();
        app.MapRedaction();
        app.MapAnalysis();
        app.MapSessionApi();
        app.MapCaptionSources();
        app.MapEbuTtLive();
        app.MapStreamText();
        app.MapOperations();
        // Circuits are for people with a link; whether the role fits is asked when the console opens, and with every command.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization();
        app.MapHub<SessionHub>("/hubs/session", Patient);
        app.MapHub<CaptionHub>("/hubs/captions", Patient);
        app.MapHub<FloorHub>("/hubs/floor", Patient);
    }

    // Who does not read is cut off by our own rule, which says so in log and metrics; the transport's would come first and say nothing.
    private static void Patient(Microsoft.AspNetCore.Http.Connections.HttpConnectionDispatcherOptions options) =>
        options.TransportSendTimeout = LongestStall;

    private static IServiceCollection AddChecked<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>()
            .Configure<IConfiguration>((options, configuration) => Bind(configuration.GetSection(section), options))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services;
    }

    // A value that cannot even be read is a bad option like the others, and listed with them.
    private static void Bind<TOptions>(IConfigurationSection section, TOptions options)
    {
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            throw new OptionsValidationException(section.Key, typeof(TOptions), [e.Message]);
        }
    }

    // The host reads this before anything is checked; what is wrong with the limit is then said together with all other faults.
    private sealed class ShutdownLimit(IConfiguration configuration) : IConfigureOptions<HostOptions>
    {
        // The time in which connections are sent away is not taken from those that are under way then.
        public void Configure(HostOptions options) => options.ShutdownTimeout =
            Read($"{ServerOptions.Section}:{nameof(ServerOptions.StopWithin)}", new ServerOptions().StopWithin)
            + Read($"{DrainOptions.Section}:{nameof(DrainOptions.Notice)}", TimeSpan.Zero)
            + Read($"{DrainOptions.Section}:{nameof(DrainOptions.Spread)}", TimeSpan.Zero);

        private TimeSpan Read(string key, TimeSpan otherwise) =>
            TimeSpan.TryParse(configuration[key], CultureInfo.InvariantCulture, out var read) && read > TimeSpan.Zero && read < TimeSpan.FromHours(1)
                ? read
                : otherwise;
    }
}
