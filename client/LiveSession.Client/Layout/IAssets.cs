namespace LiveSession.Client.Layout;

/// <summary>Where the style sheet and the scripts are served; the host may put fingerprinted names in their place.</summary>
public interface IAssets
{
    /// <summary>The address of an asset, relative to the page's base.</summary>
    /// <param name="path">Its plain path, such as <c>livesession.css</c> or <c>js/observer.js</c>.</param>
    string Url(string path);
}

/// <summary>The plain paths of a Razor class library.</summary>
public sealed class PlainAssets : IAssets
{
    private const string Root = "_content/LiveSession.Client/";

    /// <inheritdoc/>
    public string Url(string path) => Root + path;
}
