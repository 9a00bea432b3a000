using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LiveSession.Cli.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_server_that_is_ready_is_exit_code_0()
    {
        await using var server = await AnsweringAsync(200, """{"status":"Healthy","checks":{"archive":{"status":"Healthy"}}}""");

        var run = await ProgramRun.Of("health", "--server", AddressOf(server));

        run.ShouldBe(new ProgramRun(0, "Healthy\n  archive: Healthy\n", ""));
    }

    [Fact]
    public async Task A_server_that_is_not_ready_is_exit_code_1_and_says_why()
    {
        await using var server = await AnsweringAsync(503, """
            {"status":"Unhealthy","checks":{"archive":{"status":"Unhealthy","description":"The archive cannot be written: the disk is full."},"drain":{"status":"Healthy","description":null}}}
            """);

        var run = await ProgramRun.Of("health", "--server", AddressOf(server));

        run.Code.ShouldBe(1);
        run.Output.ShouldBe("Unhealthy\n  archive: Unhealthy. The archive cannot be written: the disk is full.\n  drain: Healthy\n");
    }

    [Theory]
    [InlineData(404, "nothing here")]
    [InlineData(200, "<html>a parking page</html>")]
    [InlineData(200, "[]")]
    public async Task What_is_no_server_of_ours_is_told_apart(int status, string body)
    {
        await using var server = await AnsweringAsync(status, body);

        var run = await ProgramRun.Of("health", "--server", AddressOf(server));

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("/healthz/ready is not the health of a LiveSession server");
    }

    [Fact]
    public async Task A_server_that_is_away_is_named()
    {
        var run = await ProgramRun.Of("health", "--server", "http://127.0.0.1:9");

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("http://127.0.0.1:9/ cannot be reached");
    }

    private static async Task<WebApplication> AnsweringAsync(int status, string body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(http =>
        {
            http.Response.StatusCode = status;
            return http.Response.WriteAsync(body);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static string AddressOf(WebApplication app) => app.Urls.First();
}
