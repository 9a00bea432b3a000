namespace LiveSession.Server.Pages;

/// <summary>What is kept of a reader's choices is in the address or in a cookie: a page is the same for everybody who sends neither.</summary>
internal sealed class PageFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = context.HttpContext.User.Identity?.IsAuthenticated == true ? "private, no-cache" : "no-cache";
        context.HttpContext.Response.Headers.Vary = "Cookie, Accept-Language";
        return await next(context);
    }
}
