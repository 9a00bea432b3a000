using System.Globalization;
using LiveSession.Client.Resources;
using LiveSession.Client.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Transcript;

/// <summary>The secretariat's panel of a session: what the last minutes were about, and what must perhaps not be published.</summary>
public sealed partial class SecretariatConsole
{
    // Topics do not change with every line, and a person looks over now and then.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private RecentView? _recent;
    private ImmutableArray<PersonalDataView>? _personal;
    private ITimer? _timer;

    [Inject]
    private IAnalysisDesk Desk { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Text> T { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    protected override Role As => Role.Secretariat;

    private ImmutableArray<PersonalDataView> Personal => _personal ?? [];

    private int Undecided => Personal.Count(found => found.Choice is null);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await base.OnInitializedAsync();
        if (Barred is not null)
        {
            return;
        }

        await LookAsync();
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        _timer = Time.CreateTimer(
            _ => _ = InvokeAsync(async () =>
            {
                (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
                await LookAsync();
                StateHasChanged();
            }),
            null, Interval, Interval);
    }

    /// <inheritdoc/>
    protected override void LetGo() => _timer?.Dispose();

    private async Task DecideAsync(PersonalDataView found, PublicationChoice choice)
    {
        await RunAsync(new DecidePersonalData(found.Line, found.Offset, found.Length, found.Category, choice));
        await LookAsync();
    }

    // The second step is a page of its own: what cannot be undone is not one press away.
    private void Redact(PersonalDataView found) => Navigation.NavigateTo(
        string.Create(CultureInfo.InvariantCulture, $"{Session!.Address}/transcript/redact?line={found.Line}&offset={found.Offset}&length={found.Length}&from=list"), forceLoad: true);

    private async Task LookAsync()
    {
        if (Session is { } session)
        {
            _recent = await Desk.RecentAsync(session.Id);
            _personal = await Desk.PersonalDataAsync(session.Id);
        }
    }

    private string Standing(PublicationChoice? choice) => choice switch
    {
        PublicationChoice.Keep => C["Review.Kept"],
        PublicationChoice.Mask => C["Review.Masked"],
        _ => C["Review.Undecided"],
    };

    // A service has more words for it than we have.
    private string Category(string category) => C[$"Review.Category.{category}"] is { ResourceNotFound: false } known ? known : category;
}
