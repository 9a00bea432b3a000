using System.Globalization;
using System.Net;
using System.Text;
using LiveSession.Core.Relays;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace LiveSession.Server.Relays;

/// <summary>
/// Writes lines to one service, one at a time, each claimed before it is sent. A repetition keeps its number; a number is given again to
/// another line only where the service said that it did not take the first. Goes on where the node before left off.
/// </summary>
internal sealed class RelaySender(RelayAddress address, RelayHold hold, HttpMessageInvoker http, RelayOptions options, TimeProvider time) : IDisposable
{
    private const int MostOfAnswer = 256;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ResiliencePipeline<RelayAnswer> _pipeline = RelayPipeline.Create(address.Service, options, time);
    private long? _next = FirstNumber(address.Service, hold.Lease);
    private long? _unsure = OpenLine(hold.Lease);
    private TimeSpan _ahead;
    private DateTimeOffset _placed;
    private RelayAnswer _lastFault = new(RelayOutcome.Unreachable);
    private (long Line, ImmutableArray<string> Bodies, int Sent) _part;

    /// <summary>Sends a line, or what is still missing of it.</summary>
    /// <param name="number">The line's number.</param>
    /// <param name="stands">The line as it stands; null where it was withdrawn. Asked before every post, since it may be corrected meanwhile.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<RelayAnswer> SendAsync(long number, Func<RelayedLine?> stands, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_unsure is { } other && other != number)
            {
                // The line before was given up without an answer: its number may be taken.
                (_next, _unsure) = (_next + 1, null);
            }
            else if (_unsure is not null && _next is null)
            {
                var asked = await TryAsync(async token => await LearnNumberAsync(token) ?? new(RelayOutcome.Taken), cancellationToken);
                if (asked.Outcome is not RelayOutcome.Taken || _next > hold.Lease.LastGiven)
                {
                    // Where the service is beyond its number, it took the line, and the node before did not live to hear of it.
                    return asked;
                }
            }

            return await SendPartsAsync(number, stands, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The line that the node before claimed and had no answer for.</summary>
    private static long? OpenLine(RelayLease lease) => lease.Answered < lease.UpTo.Sequence ? lease.UpTo.Sequence : null;

    // Zoom is asked, as after any start. That of an open line is given again.
    private static long? FirstNumber(RelayService service, RelayLease lease) =>
        service is RelayService.Zoom || lease.LastGiven == 0 ? null
        : OpenLine(lease) is null ? lease.LastGiven + 1
        : lease.LastGiven;

    private async Task<RelayAnswer> SendPartsAsync(long number, Func<RelayedLine?> stands, CancellationToken cancellationToken)
    {
        if (_part.Line != number)
        {
            _part = (number, [], 0);
        }

        RelayAnswer answer;
        var unsure = false;
        do
        {
            if (stands() is null)
            {
                // Not by way of the pipeline: that nothing was sent says nothing of the service.
                return new(RelayOutcome.Withdrawn);
            }

            answer = await TryAsync(token => PostPartAsync(stands, token), cancellationToken);
            if (answer.Outcome is RelayOutcome.Unanswered && address.Service is RelayService.Teams && _unsure == number)
            {
                // It may stand there already; a line too many is worse than one too few.
                (answer, unsure, _unsure) = (new(RelayOutcome.Taken), true, null);
            }

            if (answer.Outcome is RelayOutcome.Taken)
            {
                _next++;
                _part.Sent++;
            }
        }
        while (answer.Outcome is RelayOutcome.Taken && _part.Sent < _part.Bodies.Length);

        return unsure && answer.Outcome is RelayOutcome.Taken ? new(RelayOutcome.Unsure) : answer;
    }

    // The parts of a line that has begun stay as they were cut, or a correction would double words or lose them.
    private async ValueTask<RelayAnswer> PostPartAsync(Func<RelayedLine?> stands, CancellationToken cancellationToken)
    {
        if (stands() is not { } line)
        {
            return new(RelayOutcome.Withdrawn);
        }

        if (_part.Sent == 0)
        {
            _part.Bodies = RelayWording.BodiesOf(address.Service, line, time.GetUtcNow(), _ahead, _placed);
            _placed = RelayWording.PlaceOf(line, time.GetUtcNow(), _ahead, _placed);
        }

        return await PostAsync(line, _part.Bodies[_part.Sent], cancellationToken);
    }

    private async Task<RelayAnswer> TryAsync(Func<CancellationToken, ValueTask<RelayAnswer>> send, CancellationToken cancellationToken)
    {
        try
        {
            return _lastFault = await _pipeline.ExecuteAsync(send, cancellationToken);
        }
        catch (BrokenCircuitException)
        {
            // Nothing was sent: what is known of the service is what it did last.
            return _lastFault;
        }
        catch (TimeoutRejectedException)
        {
            return _lastFault = new(RelayOutcome.Unanswered);
        }
        catch (HttpRequestException fault)
        {
            return _lastFault = new(fault.InnerException is RelayBarredException ? RelayOutcome.Barred
                : RelayPipeline.CouldNotConnect(fault) ? RelayOutcome.Unreachable
                : RelayOutcome.Unanswered);
        }
        catch (RelayBarredException)
        {
            return _lastFault = new(RelayOutcome.Barred);
        }
        catch (RelayLostException)
        {
            return new(RelayOutcome.Lost);
        }
    }

    private async ValueTask<RelayAnswer> PostAsync(RelayedLine line, string body, CancellationToken cancellationToken)
    {
        if (_next is null && await LearnNumberAsync(cancellationToken) is { } fault)
        {
            return fault;
        }

        if (!await hold.ClaimAsync(line, _next!.Value, cancellationToken))
        {
            return new(RelayOutcome.Lost);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, RelayWording.TargetOf(address, _next.Value, line.Language));
        request.Content = new HeldWords(body, hold);
        var sentAt = time.GetUtcNow();
        var answer = await AskForSureAsync(request, line, cancellationToken);
        if (answer.Outcome is RelayOutcome.Taken && address.Service is RelayService.YouTube)
        {
            LearnTime(answer.Body, sentAt);
        }

        return answer;
    }

    // From here until an answer comes nobody knows whether the number was taken, whatever a later attempt says.
    private async Task<RelayAnswer> AskForSureAsync(HttpRequestMessage request, RelayedLine line, CancellationToken cancellationToken)
    {
        var before = _unsure;
        _unsure = line.Number;
        try
        {
            var answer = await AskAsync(request, cancellationToken);
            _unsure = null;
            return answer;
        }
        catch (HttpRequestException fault) when (RelayPipeline.CouldNotConnect(fault))
        {
            _unsure = before;
            throw;
        }
    }

    // Zoom knows which number it took last, from us before a restart or from others. YouTube and Teams start afresh.
    private async Task<RelayAnswer?> LearnNumberAsync(CancellationToken cancellationToken)
    {
        if (address.Service is RelayService.Zoom)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, RelayWording.NumberOf(address));
            var answer = await AskAsync(request, cancellationToken, needsBody: true);
            if (answer.IsPassing || answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
            {
                return answer;
            }

            if (answer.Outcome is RelayOutcome.Taken && long.TryParse(answer.Body.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue / 2)
            {
                _next = last + 1;
                return null;
            }
        }

        _next = hold.Lease.LastGiven + (OpenLine(hold.Lease) is null ? 1 : 0);
        return null;
    }

    private void LearnTime(string body, DateTimeOffset sentAt)
    {
        if (DateTimeOffset.TryParse(body.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs))
        {
            _ahead = theirs - (sentAt + ((time.GetUtcNow() - sentAt) / 2));
        }
    }

    private async Task<RelayAnswer> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken, bool needsBody = false)
    {
        using var response = await ConnectAsync(request, cancellationToken);
        var outcome = response.IsSuccessStatusCode ? RelayOutcome.Taken : RelayOutcome.Refused;
        return new(outcome, response.StatusCode, await BeginningOfAsync(response, needsBody, cancellationToken));
    }

    // The way out gives up connecting by cancelling, whoever waits.
    private async Task<HttpResponseMessage> ConnectAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await http.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, inner: fault);
        }
    }

    // An answer is a number, a time or a sentence; whatever else comes is not waited for. Where it was cut off its status still stands.
    private static async Task<string> BeginningOfAsync(HttpResponseMessage response, bool needed, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostOfAnswer];
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return Encoding.UTF8.GetString(buffer, 0, read);
        }
        catch (IOException fault) when (needed)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, inner: fault);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
