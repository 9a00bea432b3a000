using LiveSession.Server;
using LiveSession.Server.Operations;

return await StartupFaults.ReportAsync(async () =>
{
    var app = Composition.Build(args);
    await app.RunAsync();
});
