using System.Text.Encodings.Web;
using System.Text.Unicode;
using LiveSession.Client.Layout;
using LiveSession.Client.Problems;
using LiveSession.Server.Operations;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace LiveSession.Server.Pages;

/// <summary>What all pages share: language, compression, assets, security headers, and pages for what goes wrong.</summary>
internal static class PageSetup
{
    private const long MostBytesKept = 16 * 1024 * 1024;

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddClient();
        services.AddRazorComponents().AddInteractiveServerComponents(options => options.DetailedErrors = false);
        // Arabic and Chinese go out as themselves: escaped, each letter would be eight bytes.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Languages.All[0]).AddSupportedCultures(Languages.All).AddSupportedUICultures(Languages.All);
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(http => Task.FromResult(
                    ReaderSettings.Of(http.Request).Language is { } language ? new ProviderCultureResult(language) : null)),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
        services.AddResponseCompression(options =>
        {
            // Pages hold nothing secret beside what their reader typed: nothing for a compression oracle to find.
            options.EnableForHttps = true;
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "text/vtt", "image/svg+xml", "application/jsonl"];
        });
        services.AddSingleton<SessionPageCache>().AddOutputCache(options => options.SizeLimit = MostBytesKept);
        services.AddOptions<OutputCacheOptions>().Configure<SessionPageCache>((options, cache) => options.AddPolicy(nameof(SessionPageCache), cache));
        return services;
    }

    public static WebApplication UsePages(this WebApplication app)
    {
        // Not for the hubs: a language set here would be carried along, and set again, with every message to every reader.
        app.UseWhen(http => !http.Request.Path.StartsWithSegments("/hubs"), branch => branch.UseRequestLocalization());
        app.UseExceptionHandler(branch => branch.Run(http => ShowAsync(http, StatusCodes.Status500InternalServerError)));
        // What is kept is kept in its language, and compressed.
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseStatusCodePages(context => ShowAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
        app.Use(AddSecurityHeaders);
        app.Use(KeepSettings);
        app.MapStaticAssets();
        return app;
    }

    // Chosen on a page of ours, without script; another site's link chooses for nobody.
    private static Task KeepSettings(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || SameOrigin.IsForeign(http.Request) || ReaderSettings.Keep(http) is not { } here)
        {
            return next(http);
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Redirect(here);
        return Task.CompletedTask;
    }

    // People get a page, programs get problem details.
    private static Task ShowAsync(HttpContext http, int status)
    {
        var path = http.Request.Path;
        if (path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments("/healthz")
            || !http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.Problem(statusCode: status).ExecuteAsync(http);
        }

        http.Response.StatusCode = status;
        return new RazorComponentResult<ProblemPage>(new { Status = status, Reference = http.TraceIdentifier }) { StatusCode = status }.ExecuteAsync(http);
    }

    private static Task AddSecurityHeaders(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = PolicyWith("'self'");
        return next(http);
    }

    /// <summary>Lets a page be framed by these sites and no others; all other pages are framed by our own only.</summary>
    public static void AllowFraming(HttpContext http, IReadOnlyList<string> origins)
    {
        // The older header knows no list; browsers that know the newer one pass it over, and some proxies do not.
        http.Response.Headers.Remove("X-Frame-Options");
        http.Response.Headers.ContentSecurityPolicy = PolicyWith(string.Join(' ', ["'self'", .. origins]));
    }

    private static string PolicyWith(string ancestors) =>
        $"default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors {ancestors}; base-uri 'self'; form-action 'self'";
}
