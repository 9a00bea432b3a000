using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LiveSession.Core.Relays;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace LiveSession.Server.Relays;

/// <summary>
/// Writes lines to one service, one at a time. A repetition keeps its number; a number is given again to another line only where the
/// service said that it did not take the first.
/// </summary>
internal sealed class RelaySender(RelayAddress address, HttpMessageInvoker http, RelayOptions options, TimeProvider time) : IDisposable
{
    private const int MostOfAnswer = 256;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly ResiliencePipeline<RelayAnswer> _pipeline = RelayPipeline.Create(address.Service, options, time);
    private long? _next;
    private long? _unsure;
    private TimeSpan _ahead;
    private DateTimeOffset _placed;
    private RelayAnswer _lastFault = new(RelayOutcome.Unreachable);
    private (long Line, int Bodies) _part;

    /// <summary>Sends a line, or what is still missing of it.</summary>
    public async Task<RelayAnswer> SendAsync(RelayedLine line, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_unsure is { } other && other != line.Number)
            {
                // The line before was given up without an answer: its number may be taken.
                (_next, _unsure) = (_next + 1, null);
            }

            return await SendPartsAsync(line, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<RelayAnswer> SendPartsAsync(RelayedLine line, CancellationToken cancellationToken)
    {
        var bodies = RelayWording.BodiesOf(address.Service, line, time.GetUtcNow(), _ahead, _placed);
        _placed = RelayWording.PlaceOf(line, time.GetUtcNow(), _ahead, _placed);
        var (answer, unsure) = (new RelayAnswer(RelayOutcome.Taken), false);
        for (var index = _part.Line == line.Number ? _part.Bodies : 0; index < bodies.Length && answer.Outcome is RelayOutcome.Taken; index++)
        {
            answer = await TryAsync(token => PostAsync(line, bodies[index], token), cancellationToken);
            if (answer.Outcome is RelayOutcome.Unanswered && address.Service is RelayService.Teams && _unsure == line.Number)
            {
                // It may stand there already; a line too many is worse than one too few.
                (answer, unsure, _unsure) = (new(RelayOutcome.Taken), true, null);
            }

            if (answer.Outcome is RelayOutcome.Taken)
            {
                _next++;
                _part = (line.Number, index + 1);
            }
        }

        return unsure && answer.Outcome is RelayOutcome.Taken ? new(RelayOutcome.Unsure) : answer;
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
    }

    private async ValueTask<RelayAnswer> PostAsync(RelayedLine line, string body, CancellationToken cancellationToken)
    {
        if (_next is null && await LearnNumberAsync(cancellationToken) is { } fault)
        {
            return fault;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, RelayWording.TargetOf(address, _next!.Value, line.Language));
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("text/plain", "utf-8"));
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
            var answer = await AskAsync(request, cancellationToken);
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

        _next = 1;
        return null;
    }

    private void LearnTime(string body, DateTimeOffset sentAt)
    {
        if (DateTimeOffset.TryParse(body.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var theirs))
        {
            _ahead = theirs - (sentAt + ((time.GetUtcNow() - sentAt) / 2));
        }
    }

    private async Task<RelayAnswer> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var response = await http.SendAsync(request, cancellationToken);
        var outcome = response.IsSuccessStatusCode ? RelayOutcome.Taken : RelayOutcome.Refused;
        return new(outcome, response.StatusCode, await BeginningOfAsync(response, cancellationToken));
    }

    // An answer is a number, a time or a sentence; whatever else comes is not waited for.
    private static async Task<string> BeginningOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostOfAnswer];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }
}
