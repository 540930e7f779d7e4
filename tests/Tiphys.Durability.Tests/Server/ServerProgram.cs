using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Tiphys.Client.Configuration;
using Tiphys.Client.Http;

namespace Tiphys.Durability.Tests.Server;

/// <summary>A running <c>tiphys server</c> of a data directory.</summary>
internal sealed partial class ServerProgram : IAsyncDisposable
{
    private const int SignalTerminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string _dataDirectory;
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private ServerProgram(Process process, string dataDirectory)
    {
        _process = process;
        _dataDirectory = dataDirectory;
        _reading = Task.WhenAll(ReadAsync(process.StandardError), ReadAsync(process.StandardOutput));
    }

    /// <summary>What it said so far.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public int Pid => _process.Id;

    /// <summary>Starts it; it is not ready yet.</summary>
    public static ServerProgram Start(string dataDirectory, string components = "apiserver")
    {
        string[] arguments = ["server", "--components", components, "--data-dir", dataDirectory, "--listen", "127.0.0.1:0"];
        var start = new ProcessStartInfo(ProgramFile.Path, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        return new ServerProgram(Process.Start(start)!, dataDirectory);
    }

    public static async Task<ServerProgram> StartReadyAsync(string dataDirectory, string components = "apiserver")
    {
        var server = Start(dataDirectory, components);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Waits until it answers.</summary>
    public async Task ReadyAsync()
    {
        await Task.WhenAny(_ready.Task, _reading).WaitAsync(Patience);
        if (!_ready.Task.IsCompleted)
        {
            Assert.Fail($"the server ended before it was ready:\n{string.Join('\n', _lines)}");
        }
    }

    /// <summary>A connection as administrator.</summary>
    public HttpClient Connect() =>
        ApiTransport.Create(Kubeconfig.Load(Path.Combine(_dataDirectory, "admin.kubeconfig")).Resolve(), TimeProvider.System);

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes()
    {
        const int Page = 4096;
        var fields = File.ReadAllText($"/proc/{_process.Id}/statm").Split(' ');
        return long.Parse(fields[1], CultureInfo.InvariantCulture) * Page;
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>How long it took to end.</returns>
    public async Task<TimeSpan> TerminateAsync()
    {
        var asked = Stopwatch.GetTimestamp();
        Assert.Equal(0, Kill(_process.Id, SignalTerminate));
        await ExitAsync();
        return Stopwatch.GetElapsedTime(asked);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    private async Task ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading.WaitAsync(Patience);
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            if (line.StartsWith("API server ready", StringComparison.Ordinal))
            {
                _ready.TrySetResult();
            }
        }
    }
}
