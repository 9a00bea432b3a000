using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LiveSession.Client.Layout;

/// <summary>What the pages and panels need of the host.</summary>
public static class ClientServices
{
    /// <summary>Adds words, assets and the clock, where the host has not put its own.</summary>
    public static IServiceCollection AddClient(this IServiceCollection services)
    {
        services.AddLocalization();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAssets, PlainAssets>();
        services.TryAddSingleton<Refusals.RejectionText>();
        return services;
    }
}
