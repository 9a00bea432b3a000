using System.Text;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;
using Npgsql;

namespace LiveSession.Storage.Tests.Postgres;

public sealed class PostgresNodeBoardTests(SharedPostgres server)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_reads_the_last_word_of_every_other_one_until_it_leaves()
    {
        await using var archive = new PostgresSessionLog(await server.CreateDatabaseAsync());
        var board = new PostgresNodeBoard(archive);

        (await SayAsync("a", "first")).ShouldBeEmpty();
        (await SayAsync("b", "beside")).ShouldBe(["first"]);
        (await SayAsync("a", "second")).ShouldBe(["beside"]);
        (await SayAsync("c", "late")).ShouldBe(["beside", "second"]);

        await board.LeaveAsync("b", Cancellation);
        (await SayAsync("c", "late")).ShouldBe(["second"]);

        Task<IEnumerable<string>> SayAsync(string node, string word) => PostgresNodeBoardTests.SayAsync(board, node, word, Minute);
    }

    [Fact]
    public async Task What_a_silent_node_said_expires_by_the_clock_of_the_database_and_is_removed_at_last()
    {
        var connection = await server.CreateDatabaseAsync();
        await using var archive = new PostgresSessionLog(connection);
        var board = new PostgresNodeBoard(archive);
        await SayAsync(board, "silent", "here", Minute);

        await AgeAsync("5 minutes");
        (await SayAsync(board, "other", "there", Minute)).ShouldBeEmpty();
        (await SayAsync(board, "other", "there", 10 * Minute)).ShouldBe(["here"]);
        await AgeAsync("6 minutes");
        await SayAsync(board, "other", "there", Minute);
        (await SayAsync(board, "other", "there", 60 * Minute)).ShouldBeEmpty();

        async Task AgeAsync(string by)
        {
            await using var database = NpgsqlDataSource.Create(connection);
            await using var age = database.CreateCommand("UPDATE livesession.node SET seen = seen - $1::interval WHERE name = 'silent'");
            age.Parameters.Add(new NpgsqlParameter { Value = by });
            await age.ExecuteNonQueryAsync(Cancellation);
        }
    }

    private static async Task<IEnumerable<string>> SayAsync(PostgresNodeBoard board, string node, string word, TimeSpan expiry) =>
        (await board.ExchangeAsync(node, Encoding.UTF8.GetBytes(word), expiry, Cancellation)).Select(Encoding.UTF8.GetString).Order();
}
