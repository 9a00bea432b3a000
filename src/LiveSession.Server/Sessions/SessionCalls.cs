using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveSession.Server.Sessions;

/// <summary>The methods of <see cref="ISessionHub"/> as they arrive on the wire.</summary>
internal sealed class SessionCalls : IInvocationBinder
{
    private static readonly Dictionary<string, Type[]> Parameters = typeof(ISessionHub).GetMethods().ToDictionary(
        method => method.Name, method => method.GetParameters().Select(parameter => parameter.ParameterType).ToArray(), StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<Type> GetParameterTypes(string methodName) =>
        Parameters.GetValueOrDefault(methodName) ?? throw new HubException("Method does not exist.");

    public Type GetReturnType(string invocationId) => typeof(object);

    public Type GetStreamItemType(string streamId) => throw new HubException("This hub takes no streams.");

    /// <summary>Does what a caller asked for; null where the method answers nothing.</summary>
    public static async Task<object?> RunAsync(ISessionHub seat, InvocationMessage call)
    {
        var wanted = call.Arguments;
        switch (call.Target.ToUpperInvariant())
        {
            case "JOIN":
                return await seat.Join(Argument<SessionId>(0), Argument<LogPosition?>(1), Argument<string?>(2));
            case "REQUESTFLOOR":
                return await seat.RequestFloor(Argument<SessionId>(0), Argument<CommandId>(1), Argument<RequestFloor>(2));
            case "WITHDRAWREQUEST":
                return await seat.WithdrawRequest(Argument<SessionId>(0), Argument<CommandId>(1));
            case "DEFERREQUEST":
                return await seat.DeferRequest(Argument<SessionId>(0), Argument<CommandId>(1));
            case "YIELDFLOOR":
                return await seat.YieldFloor(Argument<SessionId>(0), Argument<CommandId>(1));
            default:
                await seat.Leave(Argument<SessionId>(0));
                return null;
        }

        T Argument<T>(int index) => (T)wanted[index]!;
    }
}
