using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>
/// The kernel's own list of sockets that have something to read. Thousands of readers on one thread then cost little more than the
/// kernel's work, and it is the server that is measured.
/// </summary>
internal sealed partial class Epoll : IDisposable
{
    private const int Add = 1;
    private const int Delete = 2;
    private const uint Readable = 1;
    private const int AtOnce = 512;

    private readonly int _handle = Checked(Create(0));
    private readonly Event[] _events = new Event[AtOnce];

    /// <summary>Watches a socket.</summary>
    /// <param name="socket">Which.</param>
    /// <param name="number">What <see cref="Wait(TimeSpan, Action{int})"/> calls it.</param>
    public void Watch(Socket socket, int number)
    {
        var wanted = new Event { Events = Readable, Number = number };
        Checked(Control(_handle, Add, (int)socket.Handle, ref wanted));
    }

    /// <summary>Watches a socket no longer.</summary>
    public void Forget(Socket socket)
    {
        var ignored = default(Event);
        Checked(Control(_handle, Delete, (int)socket.Handle, ref ignored));
    }

    /// <summary>Waits until there is something to read, and hands on the numbers of the sockets that have it.</summary>
    public void Wait(TimeSpan limit, Action<int> take)
    {
        var ready = Wait(_handle, _events, AtOnce, (int)limit.TotalMilliseconds);
        for (var index = 0; index < ready; index++)
        {
            take(_events[index].Number);
        }
    }

    public void Dispose() => _ = Close(_handle);

    private static int Checked(int result) =>
        result >= 0 ? result : throw new InvalidOperationException($"epoll: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int handle, int operation, int socket, ref Event wanted);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int handle, [Out] Event[] events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);

    // Packed, as the kernel has it on x64.
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Event
    {
        public uint Events;
        public int Number;
        private readonly int _unused;
    }
}
