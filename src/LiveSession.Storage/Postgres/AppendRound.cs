using LiveSession.Core.Log;

namespace LiveSession.Storage.Postgres;

/// <summary>
/// Puts turns into their places after what this node knows of their logs, and judges what the database answers. What is known may be
/// old, because other nodes append too: then the answer says where the log is, and the turn goes into the next round.
/// </summary>
/// <param name="heads">What this node knows of the logs' ends; kept from round to round.</param>
internal sealed class AppendRound(Dictionary<LogId, LogHead?> heads)
{
    // Logs whose ends were seen since these turns began: a conflict with one of them is real.
    private readonly HashSet<LogId> _fresh = [];
    private readonly List<(AppendTurn Turn, bool Follows)> _sent = [];

    /// <summary>Logs of which nothing is known yet.</summary>
    public IReadOnlyList<LogId> Unknown(IEnumerable<AppendTurn> turns) =>
        [.. turns.Where(turn => !turn.IsSettled).Select(turn => turn.Log).Distinct().Where(log => !heads.ContainsKey(log))];

    /// <summary>Takes in where logs end.</summary>
    public void Learn(IEnumerable<LogId> logs, Dictionary<LogId, LogHead> found)
    {
        foreach (var log in logs)
        {
            heads[log] = found.GetValueOrDefault(log);
            _fresh.Add(log);
        }
    }

    /// <summary>What can be sent now. Logs in the order of their names: two nodes that hold rows never wait for each other.</summary>
    public IReadOnlyList<SentAppend> Begin(IEnumerable<AppendTurn> turns)
    {
        _sent.Clear();
        var appends = new List<SentAppend>();
        foreach (var log in turns.Where(turn => !turn.IsSettled).GroupBy(turn => turn.Log).OrderBy(log => log.Key.Value, StringComparer.Ordinal))
        {
            BeginLog(log, appends);
        }

        return appends;
    }

    /// <summary>Judges the answers to what <see cref="Begin"/> gave out.</summary>
    /// <returns>Logs that turn out not to hold what this node knew of them, and where they are.</returns>
    public IReadOnlyList<(LogId Log, LogHead Known, LogHead? Actual)> End(IReadOnlyList<SentAppend> appends, IReadOnlyList<AppendAnswer> answers)
    {
        var putBack = new List<(LogId, LogHead, LogHead?)>();
        for (var i = 0; i < appends.Count; i++)
        {
            var ((log, known, chained), answer, (turn, follows)) = (appends[i], answers[i], _sent[i]);
            heads[log] = answer.Head;
            _fresh.Add(log);
            switch (answer.Outcome)
            {
                case AppendOutcome.Appended:
                    turn.Keep(chained);
                    break;
                case AppendOutcome.Damaged:
                    turn.Refuse(new LogUnavailableException($"the record of {log} is damaged"));
                    break;
                case AppendOutcome.Moved when !answer.Followed && !follows:
                    if (turn.Expects)
                    {
                        // Even where the numbers agree: the caller decided on something else. It reads again, and says what it finds.
                        turn.Refuse(turn.Conflict(answer.Head?.Position.Sequence ?? 0));
                    }
                    else
                    {
                        putBack.Add((log, known!, answer.Head));
                    }

                    break;
                default:
                    break; // Again, on what the log is now.
            }
        }

        return putBack;
    }

    private void BeginLog(IGrouping<LogId, AppendTurn> log, List<SentAppend> appends)
    {
        var (head, follows) = (heads[log.Key], false);
        foreach (var turn in log)
        {
            try
            {
                var chained = turn.After(head);
                appends.Add(new SentAppend(log.Key, head, chained));
                _sent.Add((turn, follows));
                (head, follows) = (chained.Head, true);
            }
            catch (LogConflictException conflict)
            {
                if (follows)
                {
                    return; // Whether it conflicts is known once those before it are there.
                }

                if (!_fresh.Contains(log.Key))
                {
                    heads.Remove(log.Key);
                    return; // Another node may have appended: look first.
                }

                turn.Refuse(conflict);
            }
            catch (Exception e)
            {
                // An event that cannot be written: nobody else's business.
                turn.Refuse(e);
            }
        }
    }
}
