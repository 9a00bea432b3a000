using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace LiveSession.Server.Operations;

/// <summary>
/// The web server, which asks itself how it is before it listens. A first answer takes half a second, and seconds on a busy machine: too long for a
/// proxy that starts at that moment, which at its own start takes a node for down at the first answer that does not come in time.
/// </summary>
internal sealed partial class RehearsedServer(IServer server, ILogger<RehearsedServer> logger) : IServer
{
    public IFeatureCollection Features => server.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        await RehearseAsync(application);
        await server.StartAsync(application, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => server.StopAsync(cancellationToken);

    public void Dispose() => server.Dispose();

    private async Task RehearseAsync<TContext>(IHttpApplication<TContext> application)
        where TContext : notnull
    {
        var asked = new DefaultHttpContext { Request = { Method = HttpMethods.Get, Scheme = "http", Host = new HostString("localhost"), Path = OperationsEndpoints.Open } };
        var context = application.CreateContext(asked.Features);
        Exception? fault = null;
        try
        {
            await application.ProcessRequestAsync(context);
        }
        catch (Exception e)
        {
            // Whoever asks next is told so as well.
            fault = e;
            Log.Failed(logger, e);
        }
        finally
        {
            application.DisposeContext(context, fault);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(162, LogLevel.Error, "This node could not say how it is")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
