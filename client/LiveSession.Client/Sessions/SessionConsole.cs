using System.Globalization;
using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Sessions;

/// <summary>What the consoles of one session share: they follow its store, run commands, and keep the last refusal in sight.</summary>
public abstract class SessionConsole : ComponentBase, IDisposable
{
    private IDisposable? _subscription;
    private Rejection? _barred;

    /// <summary>The meeting's short name.</summary>
    [Parameter]
    public required string Slug { get; set; }

    /// <summary>The session's number.</summary>
    [Parameter]
    public int Number { get; set; }

    /// <summary>The session's store.</summary>
    [Inject]
    protected ISessionStore Store { get; set; } = null!;

    /// <summary>The consoles' words.</summary>
    [Inject]
    protected IStringLocalizer<Consoles> C { get; set; } = null!;

    /// <summary>As whom the console acts.</summary>
    protected abstract Role As { get; }

    /// <summary>The session as it stands; null until it was opened.</summary>
    protected SessionView? Session => Store.Current;

    /// <summary>Why the console cannot be used; null when it can.</summary>
    protected Rejection? Barred => _barred ?? Store.Barred;

    /// <summary>Why the last command was refused; null when it was not.</summary>
    protected Rejection? Refused { get; private set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _barred = await Store.OpenAsync(Slug, Number, As);
        if (_barred is not null)
        {
            return;
        }

        // The store calls back from wherever the session changed; the words stay those of the person at this console.
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        _subscription = Store.Subscribe(() => _ = InvokeAsync(() =>
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
            StateHasChanged();
        }));
    }

    /// <summary>Runs a command and shows why it was refused, if it was.</summary>
    protected async Task RunAsync(SessionCommand command) => Refused = (await Store.RunAsync(command)).Rejection;

    /// <summary>Takes the last refusal out of sight.</summary>
    protected void Understood() => Refused = null;

    /// <summary>Lets go of what a console holds beside the store.</summary>
    protected virtual void LetGo()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscription?.Dispose();
        LetGo();
        GC.SuppressFinalize(this);
    }
}
