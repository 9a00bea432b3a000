using System.Security.Cryptography;
using Microsoft.AspNetCore.HostFiltering;

namespace LiveSession.Server.Operations;

/// <summary>
/// Lets machines ask for health and figures by whatever address they know this server by: <c>AllowedHosts</c> is about the names that people
/// use, and a cluster or Prometheus would otherwise be told that a node which serves everybody is broken.
/// </summary>
internal sealed class AskedByAddress : IStartupFilter
{
    // Nobody can come by a name that is made up at each start.
    private static readonly string Itself = $"{RandomNumberGenerator.GetHexString(32, lowercase: true)}.invalid";

    /// <summary>Comes before everything, the check of names included.</summary>
    public static IServiceCollection AddTo(IServiceCollection services)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, AskedByAddress>());
        return services.PostConfigure<HostFilteringOptions>(options => options.AllowedHosts = [.. options.AllowedHosts, Itself]);
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, rest) =>
        {
            if (http.Request.Path.StartsWithSegments("/healthz") || http.Request.Path.StartsWithSegments("/metrics"))
            {
                http.Request.Host = new HostString(Itself);
            }

            return rest(http);
        });
        next(app);
    };
}
