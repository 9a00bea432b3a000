using LiveSession.Client.Relays;

namespace LiveSession.Server.Relays;

/// <summary>Registers what takes captions elsewhere.</summary>
internal static class RelayRegistration
{
    public static IServiceCollection AddRelays(this IServiceCollection services)
    {
        services.AddSingleton<RelaySecrets>();
        services.AddSingleton<CaptionRelays>().AddHostedService(provider => provider.GetRequiredService<CaptionRelays>());
        return services.AddScoped<IRelayDesk, CircuitRelayDesk>();
    }
}
