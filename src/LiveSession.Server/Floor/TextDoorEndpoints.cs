using System.Globalization;
using System.Text;
using LiveSession.Core.Floor;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace LiveSession.Server.Floor;

/// <summary>The queue as plain text, and a door that takes the lines people type in text channels: for slow networks, text browsers and scripts.</summary>
internal static class TextDoorEndpoints
{
    private const string Text = "text/plain";

    public static IEndpointRouteBuilder MapTextDoor(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/m/{slug}/{number:int}").WithTags("Floor").DisableAntiforgery();
        group.MapGet("/queue.txt", GetQueueText).WithName(nameof(GetQueueText));
        group.MapPost("/queue.txt", PostQueueLine).WithName(nameof(PostQueueLine));
        return routes;
    }

    private static async Task<IResult> GetQueueText(string slug, int number, HttpContext http, Doors doors) =>
        await doors.FindAsync(http.User, slug, number) is { } place ? Answer(await place.ViewAsync(), null) : TypedResults.NotFound();

    private static async Task<IResult> PostQueueLine(
        string slug, int number, [FromForm] string? line, HttpContext http, Doors doors, SessionCommands sessions)
    {
        if (await doors.FindAsync(http.User, slug, number) is not { } place)
        {
            return TypedResults.NotFound();
        }

        if (line is null || QueueLine.Read(line) is not { } read)
        {
            return Answer(await place.ViewAsync(), Rejections.BadArgument("a line is q+, q+ to …, qq+, q-, q- later, q?, ack …, close the queue, open the queue, give … the last word, or allow each speaker … minutes"));
        }

        var (command, refusal) = TextDoor.CommandOf(read, await place.Writer.StateAsync(), place.Meeting);
        if (command is not null)
        {
            refusal = (await sessions.RunAsync(http.User, place.Planned.Id, CommandId.New(), command)) is { } result ? result.Rejection ?? result.Notice : null;
        }

        return Answer(await place.ViewAsync(), refusal);
    }

    private static ContentHttpResult Answer(SessionView session, Rejection? said) => TypedResults.Text(
        said is null ? TextOf(session) : $"{said.Message}\n{TextOf(session)}", Text, Encoding.UTF8, said is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);

    private static string TextOf(SessionView session)
    {
        var (text, floor) = (new StringBuilder(), session.Floor);
        if (session.Agenda.FirstOrDefault(item => item.Id == session.CurrentItem) is { } item)
        {
            text.Append(CultureInfo.InvariantCulture, $"Item {item.Number}: {item.Title}\n");
        }

        text.Append(floor.Speaking is { } turn ? $"{Named(turn.Speaker)} has the floor.\n" : "Nobody has the floor.\n");
        if (floor.Queue.IsEmpty)
        {
            text.Append("Nobody is in the queue.\n");
        }

        foreach (var (place, request) in floor.Queue.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{place + 1}. {Named(request.Speaker)}{(request.Kind is SpeechKind.Statement ? "" : $", {request.Kind}")}{(request.Note is { } note ? $": {note}" : "")}\n");
        }

        return floor.ListClosesAt is { } at ? text.Append(CultureInfo.InvariantCulture, $"The list of speakers closes at {at:u}.\n").ToString() : text.ToString();
    }

    private static string Named(SpeakerView speaker) => speaker.Affiliation.Length == 0 ? speaker.Name : $"{speaker.Name} ({speaker.Affiliation})";
}
