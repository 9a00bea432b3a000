using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Meetings;
using LiveSession.Server.Operations;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions;

/// <summary>How fast captions are taken.</summary>
public sealed class CaptionOptions
{
    public const string Section = "Captions";

    /// <summary>How many lines a second one source may send for long; people who write faster are slowed down, posts of software are refused. The default is 200.</summary>
    [Range(1, 100_000)]
    public int LinesPerSecond { get; set; } = 200;

    /// <summary>How many lines of one source may be on their way to the archive at once. The default is 256.</summary>
    [Range(1, 10_000)]
    public int InFlight { get; set; } = 256;

    /// <summary>How long somebody may have the floor without a caption before everybody concerned is told. The default is 8 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SilenceAfter { get; set; } = TimeSpan.FromSeconds(8);
}

/// <summary>
/// Takes what a captioner streams: drafts go straight to the readers, finished lines to the log. Lines go into the log's queue in the
/// order sent, without waiting for each other, and are acknowledged in that order. A source that is too fast is read more slowly.
/// </summary>
internal sealed class CaptionWriting(
    SessionCommands commands, MeetingDirectory directory, Doors doors, SessionBroadcaster broadcaster, IOptions<CaptionOptions> options,
    IOptions<SessionLimits> limits, Drain drain, PenSilence silence, TimeProvider time) : IDisposable
{
    private const int MostStreamsWaiting = 1_000;

    // How far a console's idea of the time here may be off: what comes that soon belongs to the moment in which it comes.
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1);

    // By link, not by connection or stream: a source that opens more of them gets no faster.
    private readonly PartitionedRateLimiter<string> _pace = PartitionedRateLimiter.Create<string, string>(source =>
        RateLimitPartition.GetTokenBucketLimiter(source, _ => Pace.Of(options.Value.LinesPerSecond, options.Value.LinesPerSecond, MostStreamsWaiting)));

    public void Dispose() => _pace.Dispose();

    public async Task TakeAsync(HubCallerContext caller, SessionId session, string track, IAsyncEnumerable<CaptionEdit> edits)
    {
        if (!CaptionDecider.IsTrack(track ?? ""))
        {
            throw new HubException(Rejections.BadTrack.Message);
        }

        // Read the session first: from then on each command enters the log's queue as it is sent, in order.
        if (await directory.FindAsync(session) is { } place)
        {
            await place.Writer.StateAsync();
        }

        var answers = Channel.CreateBounded<(CaptionEdit Line, Task<CommandResult> Result)>(options.Value.InFlight);
        var unrecorded = new UnrecordedLines(limits.Value.LineLength);
        var acknowledging = AcknowledgeAsync(caller, session, track!, answers.Reader, unrecorded);
        var drafts = new DraftsBehindLines(edit => DraftAsync(caller.User, session, track!, unrecorded.Before(edit)));
        try
        {
            await foreach (var edit in edits.WithCancellation(caller.ConnectionAborted))
            {
                if (edit?.Text is null || edit.Language is null)
                {
                    throw new HubException(Rejections.BadArgument("an edit has a text and a language").Message);
                }

                // Also where it is empty: a console that keeps its words back until it has the pen says so that somebody writes there.
                await NoteAsync(caller.User, session, track!);
                if (edit.Command is { } command)
                {
                    using var _ = await _pace.AcquireAsync(SourceOf(caller), 1, caller.ConnectionAborted);
                    SessionCommand line = edit.Corrects is { } number
                        ? new CorrectCaptionLine(number, edit.Text, edit.RecordPart)
                        : new AddCaptionLine(track!, edit.Language, edit.Text, edit.Speaker, IsLate(edit) ? edit.SpokenAt : null, edit.RecordPart);
                    var result = commands.RunAsync(caller.User, session, command, line, Role.Captioner);
                    drafts.Behind(result);
                    await answers.Writer.WriteAsync((edit, result), caller.ConnectionAborted);
                }
                else
                {
                    await drafts.ShowAsync(edit);
                }
            }
        }
        catch (OperationCanceledException) when (caller.ConnectionAborted.IsCancellationRequested)
        {
            // The captioner is gone. What was sent before is on its way to the archive.
        }
        finally
        {
            answers.Writer.TryComplete();
            await acknowledging;
            if (drafts.IsShown)
            {
                _ = broadcaster.LeaveDraftAsync(session, track!);
            }
        }
    }

    private async Task<bool> IsOffTheRecordAsync(SessionId session) =>
        await directory.FindAsync(session) is { } place && (await place.Writer.StateAsync()).OffTheRecord;

    private bool IsLate(CaptionEdit edit) => edit.SpokenAt is { } spoken && time.GetUtcNow() - spoken > Prompt;

    private static string SourceOf(HubCallerContext caller) =>
        Grant.Of(caller.User).Select(grant => grant.Invitation.ToString()).FirstOrDefault() ?? caller.ConnectionId;

    // Whoever writes is heard; and gets the pen where its holder was silent for as long as was set.
    private async Task NoteAsync(ClaimsPrincipal? caller, SessionId session, string track)
    {
        if (await directory.FindAsync(session) is { } place
            && await doors.ActorAsync(caller, place.Meeting, role => role is Role.Captioner) is { Role: Role.Captioner } actor)
        {
            await silence.PassAsync(place, track, actor);
            silence.Heard(session, track, actor.Id);
        }
    }

    // Only who may write lines may show drafts. The first captioner to write where nobody has the pen gets it with the first letter: two would
    // be on air by turns.
    private async Task DraftAsync(ClaimsPrincipal? caller, SessionId session, string track, CaptionEdit edit)
    {
        if (drain.Started || await directory.FindAsync(session) is not { } place)
        {
            return;
        }

        var actor = await doors.ActorAsync(caller, place.Meeting, role => role is Role.Captioner);
        var state = await place.Writer.StateAsync();
        if (CaptionDecider.Draft(state, track, edit, actor, limits.Value, place.Meeting) is not { } draft)
        {
            return;
        }

        if (draft.Text.Length > 0 && CaptionDecider.IsFree(state, track, place.Meeting)
            && (await commands.RunAsync(caller, session, CommandId.New(), new TakePen(track), Role.Captioner)).Rejection is not null)
        {
            return;
        }

        broadcaster.Draft(session, track, draft);
    }

    private async Task AcknowledgeAsync(
        HubCallerContext caller, SessionId session, string track, ChannelReader<(CaptionEdit Line, Task<CommandResult> Result)> answers,
        UnrecordedLines unrecorded)
    {
        await foreach (var (line, result) in answers.ReadAllAsync())
        {
            CommandResult answer;
            try
            {
                answer = await result;
            }
            catch (Exception)
            {
                answer = CommandResult.Refused(Rejections.ArchiveUnavailable("an unexpected fault"));
            }

            if (line.Corrects is null)
            {
                unrecorded.Note(line, answer);
            }

            if (answer.Rejection == Rejections.OffTheRecord && line.Corrects is null && await IsOffTheRecordAsync(session))
            {
                // Off the record words are shown and not kept.
                await DraftAsync(caller.User, session, track, line);
            }
            else if (!answer.Accepted && unrecorded.Any)
            {
                // What is not recorded yet is shown as it was written.
                await DraftAsync(caller.User, session, track, unrecorded.Before(line with { Text = "" }));
            }

            try
            {
                await broadcaster.AcknowledgeAsync(caller.ConnectionId, new CaptionReceipt(line.Command!.Value, answer));
            }
            catch (Exception)
            {
                // The captioner is gone; the lines are in the archive, and a retry will be told so.
            }
        }
    }
}
