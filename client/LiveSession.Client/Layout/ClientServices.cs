using System.Text.Unicode;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LiveSession.Client.Layout;

/// <summary>What the pages and panels need of the host.</summary>
public static class ClientServices
{
    /// <summary>Adds words, their encoding, assets and the clock, where the host has not put its own.</summary>
    public static IServiceCollection AddClient(this IServiceCollection services)
    {
        services.AddLocalization();
        // Letters of every script travel as themselves: as numeric references an Arabic page would be three times as heavy.
        services.AddWebEncoders(options => options.TextEncoderSettings = new(UnicodeRanges.All));
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAssets, PlainAssets>();
        services.TryAddSingleton<Refusals.RejectionText>();
        return services;
    }
}
