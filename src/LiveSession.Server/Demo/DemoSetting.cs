using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;

namespace LiveSession.Server.Demo;

/// <summary>Sets the stage: founds the meeting of a screenplay unless an earlier start did, and issues today's links.</summary>
internal sealed class DemoSetting(MeetingDirectory directory, MeetingCommands commands, TimeProvider time)
{
    private const int MostUses = 1_000;
    private static readonly TimeSpan Validity = TimeSpan.FromDays(1);

    /// <summary>The stage, and a link for every member of the cast by key.</summary>
    public async Task<(DemoStage Stage, ImmutableDictionary<string, Uri> Links)> SetAsync(Screenplay play, Uri server)
    {
        var meeting = await directory.FindAsync(play.Slug) ?? await FoundAsync(play);
        var listed = meeting.Participants.Values.Where(each => !each.SelfRegistered).ToLookup(each => (each.Name, each.Affiliation), each => each.Id);
        var cast = play.Cast.ToImmutableDictionary(member => member.Key, member => listed[(member.Entry.Name, member.Entry.Affiliation)].First());
        var secrets = cast.ToImmutableDictionary(member => member.Key, _ => InvitationSecret.New());
        Require(await commands.RunAsync(Actor.System, meeting.Id, CommandId.New(), new IssueInvitations(
            [.. secrets.Select(secret => new NewLink(InvitationId.New(), cast[secret.Key], InvitationSecret.HashOf(secret.Value)))],
            time.GetUtcNow() + Validity, MostUses)));

        var links = secrets.ToImmutableDictionary(secret => secret.Key, secret => new Uri(server, InvitationEndpoints.PathOf(secret.Value)));
        var session = meeting.Sessions.Values.MinBy(planned => planned.Number)!.Id;
        return (
            new DemoStage(
                server, session, links[play.Chair.Key], links[play.Captioner.Key],
                play.Remote.ToImmutableDictionary(member => member.Key, member => links[member.Key]), cast),
            links);
    }

    private static void Require(CommandResult result)
    {
        if (result.Rejection is { } refusal)
        {
            throw new InvalidOperationException($"The demonstration could not be prepared: {refusal.Message}");
        }
    }

    private async Task<MeetingState> FoundAsync(Screenplay play)
    {
        var seed = DemoSeed.Of(play, time.GetUtcNow());
        var founding = CommandId.New();
        Require(await commands.CreateAsync(Actor.System, founding, seed.Meeting));
        var meeting = MeetingId.From(founding.Value);
        Require(await commands.RunAsync(Actor.System, meeting, CommandId.New(), seed.Roster));
        return await directory.WriterOf(meeting).StateAsync();
    }
}
