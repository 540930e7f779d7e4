using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Tiphys.Kubelet.Streaming.Spdy;

namespace Tiphys.Kubelet.Streaming.PortForwarding;

/// <summary>
/// Port-forward over SPDY (<c>portforward.k8s.io</c>): any number of forwarded connections, each a pair of streams, data and error, that
/// the header <c>requestID</c> joins.
/// </summary>
internal sealed class SpdyPortForward(PortForwardTarget target, TimeProvider clock)
{
    public const string Protocol = "portforward.k8s.io";

    private static readonly TimeSpan StreamCreationTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Pair> _pairs = new(StringComparer.Ordinal);

    /// <summary>Serves until the client has gone.</summary>
    public async Task RunAsync(Stream transport, CancellationToken cancellationToken)
    {
        var opened = Channel.CreateUnbounded<SpdyStream>();
        await using var connection = new SpdyConnection(transport, clock, Check, stream => opened.Writer.TryWrite(stream));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Closed);
        var forwards = new ForwardSet();
        try
        {
            await foreach (var stream in opened.Reader.ReadAllAsync(ending.Token))
            {
                await AddAsync(stream, forwards, ending.Token);
            }
        }
        catch (Exception error) when (error is IOException or OperationCanceledException && ending.IsCancellationRequested)
        {
            // The client has gone, or the server stops.
        }
        finally
        {
            await ending.CancelAsync();
            await forwards.EndAsync();
        }
    }

    private static string? Check(SpdyStream stream)
    {
        var port = stream.Header("port");
        if (port.Length == 0)
        {
            return "\"port\" header is required";
        }

        return PortForwardTarget.ParsePort(port).Error ?? stream.Header("streamType") switch
        {
            "data" or "error" => null,
            "" => "\"streamType\" header is required",
            var other => $"invalid stream type \"{other}\"",
        };
    }

    private async Task AddAsync(SpdyStream stream, ForwardSet forwards, CancellationToken cancellationToken)
    {
        var id = RequestId(stream);
        var pair = _pairs.GetOrAdd(id, static _ => new Pair());
        if (!pair.Add(stream))
        {
            if (pair.Error is { } error)
            {
                var text = $"error processing stream for request {id}: {stream.Header("streamType")} stream already assigned";
                await error.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
            }

            return;
        }

        if (pair is { Data: { } data, Error: { } errors })
        {
            _pairs.TryRemove(id, out _);
            pair.Completed.TrySetResult();
            forwards.Add(ForwardAsync(data, errors, cancellationToken));
        }
        else
        {
            forwards.Add(ExpireAsync(id, pair, cancellationToken));
        }
    }

    // Clients of long ago send no id: their streams come as error n, data n + 2.
    private static string RequestId(SpdyStream stream)
    {
        var id = stream.Header("requestID");
        var number = stream.Header("streamType") == "data" ? stream.Id - 2 : stream.Id;
        return id.Length > 0 ? id : number.ToString(CultureInfo.InvariantCulture);
    }

    private async Task ForwardAsync(SpdyStream data, SpdyStream error, CancellationToken cancellationToken)
    {
        // The client sends nothing on it and mostly says so.
        error.Input.Dispose();
        var (port, _) = PortForwardTarget.ParsePort(data.Header("port"));
        var forwarded = await target.ForwardAsync(port, data, error, cancellationToken);
        await error.CompleteAsync(cancellationToken);
        if (forwarded)
        {
            data.Input.Dispose();
        }
        else
        {
            await data.ResetAsync(cancellationToken);
        }
    }

    private async Task ExpireAsync(string id, Pair pair, CancellationToken cancellationToken)
    {
        try
        {
            await pair.Completed.Task.WaitAsync(StreamCreationTimeout, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            _pairs.TryRemove(new(id, pair));
            if (pair.Error is { } error)
            {
                await error.WriteAsync(Encoding.UTF8.GetBytes($"(request={id}) timed out waiting for streams"), cancellationToken);
                await error.ResetAsync(cancellationToken);
            }

            if (pair.Data is { } data)
            {
                await data.ResetAsync(cancellationToken);
            }
        }
    }

    private sealed class Pair
    {
        public SpdyStream? Data { get; private set; }

        public SpdyStream? Error { get; private set; }

        public TaskCompletionSource Completed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Add(SpdyStream stream)
        {
            var isData = stream.Header("streamType") == "data";
            if ((isData ? Data : Error) is not null)
            {
                return false;
            }

            (Data, Error) = isData ? (stream, Error) : (Data, stream);
            return true;
        }
    }

    /// <summary>Owns the tasks of a connection, so that none outlives it.</summary>
    private sealed class ForwardSet
    {
        private readonly ConcurrentDictionary<Task, bool> _running = new();

        public void Add(Task task)
        {
            var quiet = Quiet(task);
            _running[quiet] = true;
            _ = quiet.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
        }

        public Task EndAsync() => Task.WhenAll(_running.Keys);

        private static async Task Quiet(Task task)
        {
            try
            {
                await task;
            }
            catch (Exception error) when (error is IOException or OperationCanceledException)
            {
                // The client has gone or has reset the stream.
            }
        }
    }
}
