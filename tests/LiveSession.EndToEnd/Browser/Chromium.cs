using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Installation;
using Microsoft.Playwright;

// One browser and one server at a time: what is measured here is not to be disturbed by its neighbours.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Chromium))]

namespace LiveSession.EndToEnd.Browser;

/// <summary>The machine's Chromium, started once for all tests; each visitor has a profile of their own.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const int ExpectLimit = 20_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where it is; null when there is none.</summary>
    public static string? Executable => BrowserProgram.Path;

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(ExpectLimit);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            ChromiumSandbox = false,
            Args = ["--disable-dev-shm-usage"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Somebody with a telephone.</summary>
    public Task<Visitor> PhoneAsync(ServerProcess server, bool script = true) =>
        VisitAsync(server.Address, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            HasTouch = true,
            IsMobile = true,
            JavaScriptEnabled = script,
        });

    /// <summary>Somebody at a desk, with a keyboard.</summary>
    public Task<Visitor> DeskAsync(ServerProcess server) => DeskAsync(server.Address);

    /// <summary>Somebody at a desk who comes by a proxy, whose certificate they trust.</summary>
    public Task<Visitor> DeskAsync(Uri address) =>
        VisitAsync(address, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 720 },
            IgnoreHTTPSErrors = true,
        });

    private async Task<Visitor> VisitAsync(Uri address, BrowserNewContextOptions options)
    {
        Assert.SkipWhen(_browser is null, $"no Chromium on this machine ({BrowserProgram.Variable} names one, or it is on the PATH)");
        options.BaseURL = address.AbsoluteUri;
        options.Locale = "en-GB";
        options.TimezoneId = "Europe/Zurich";
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await _browser!.NewContextAsync(options);
        return new Visitor(context, await context.NewPageAsync());
    }
}
