using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace LiveSession.Server.Roster;

/// <summary>The sign-in: one cookie that lists the links somebody opened, and nothing about what they may do.</summary>
internal static class SignIn
{
    private const int MostGrants = 20;

    /// <summary>Adds a link to what this browser holds.</summary>
    public static Task AddAsync(HttpContext http, Grant grant)
    {
        var held = Grant.Of(http.User).Reverse().Where(other => other != grant).TakeLast(MostGrants - 1);
        var identity = new ClaimsIdentity([.. held.Append(grant).Select(each => each.ToClaim())], CookieAuthenticationDefaults.AuthenticationScheme);
        return http.SignInAsync(new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "livesession";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromDays(30);
            options.SlidingExpiration = true;
            // There is no sign-in form to be sent to: whoever needs a role needs a link.
            options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        return services;
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
