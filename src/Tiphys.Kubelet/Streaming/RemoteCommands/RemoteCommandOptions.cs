using Microsoft.AspNetCore.Http;

namespace Tiphys.Kubelet.Streaming.RemoteCommands;

/// <summary>Which streams an exec or attach has; each query parameter is <c>1</c> or not there.</summary>
internal sealed record RemoteCommandOptions
{
    public bool Stdin { get; init; }

    public bool Stdout { get; init; }

    public bool Stderr { get; init; }

    public bool Tty { get; init; }

    /// <exception cref="RequestFailedException">No stream is asked for.</exception>
    public static RemoteCommandOptions Read(IQueryCollection query)
    {
        var tty = query["tty"] == "1";
        var options = new RemoteCommandOptions
        {
            Stdin = query["input"] == "1",
            Stdout = query["output"] == "1",

            // A terminal has one output.
            Stderr = query["error"] == "1" && !tty,
            Tty = tty,
        };
        return options is { Stdin: false, Stdout: false, Stderr: false }
            ? throw new RequestFailedException(400, "you must specify at least 1 of stdin, stdout, stderr")
            : options;
    }
}
