using LiveSession.Client.Relays;
using LiveSession.Core.Relays;
using LiveSession.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Relays;

/// <summary>Registers what takes captions elsewhere.</summary>
internal static class RelayRegistration
{
    public static IServiceCollection AddRelays(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration.GetConnectionString(PostgresOptions.ConnectionName)))
        {
            services.TryAddSingleton<IRelayLeases, LoneRelayLeases>();
        }
        else
        {
            services.AddSingleton<IRelayLeases>(provider => new PostgresRelayLeases(
                provider.GetRequiredService<PostgresSessionLog>(), provider.GetRequiredService<IOptions<RelayOptions>>().Value.TakeOverAfter));
        }

        services.AddSingleton<RelaySecrets>();
        services.AddSingleton<CaptionRelays>().AddHostedService(provider => provider.GetRequiredService<CaptionRelays>());
        return services.AddScoped<IRelayDesk, CircuitRelayDesk>();
    }
}
