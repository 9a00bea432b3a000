using System.Globalization;
using System.Security.Claims;
using LiveSession.Client.Layout;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Client.Tests;

/// <summary>Renders components with the real words, in the language a test chooses, at a time it sets.</summary>
public abstract class ClientContext : BunitContext
{
    protected ClientContext()
    {
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddClient();
        Speak("en");
    }

    protected FakeTimeProvider Time { get; } = new(SampleSession.Ten);

    protected static void Speak(string language) =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);

    /// <summary>A page as the answer to a request.</summary>
    protected IRenderedComponent<TPage> Page<TPage>(Action<ComponentParameterCollectionBuilder<TPage>> parameters, string address = "/", string? cookie = null, ClaimsPrincipal? user = null)
        where TPage : IComponent
    {
        var http = new DefaultHttpContext();
        http.User = user ?? http.User;
        var question = address.IndexOf('?', StringComparison.Ordinal);
        http.Request.Path = question < 0 ? address : address[..question];
        http.Request.QueryString = new(question < 0 ? "" : address[question..]);
        if (cookie is not null)
        {
            http.Request.Headers.Cookie = $"{ReaderSettings.Cookie}={Uri.EscapeDataString(cookie)}";
        }

        return Render<TPage>(builder =>
        {
            builder.AddCascadingValue<HttpContext>(http);
            parameters(builder);
        });
    }
}
