using System.Globalization;
using System.Text;
using Tiphys.Api.Json;
using Tiphys.Api.Meta.V1;

namespace Tiphys.Kubelet.Streaming.RemoteCommands;

/// <summary>What the client learns at the end.</summary>
internal static class RemoteCommandStatus
{
    public static Status Success { get; } = new() { StatusValue = "Success" };

    /// <summary>The command ended with a code other than zero.</summary>
    public static Status ExitCode(IReadOnlyList<string> command, int code)
    {
        var number = code.ToString(CultureInfo.InvariantCulture);
        return new Status
        {
            StatusValue = "Failure",
            Reason = "NonZeroExitCode",
            Details = StatusDetails.Empty with { Causes = [new StatusCause { Type = "ExitCode", Message = number }] },
            Message = $"command terminated with non-zero exit code: error executing command [{string.Join(' ', command)}], exit code {number}",
        };
    }

    /// <summary>It could not be run, or not to its end.</summary>
    public static Status Internal(string message) => new()
    {
        StatusValue = "Failure",
        Reason = StatusReason.InternalError,
        Message = $"Internal error occurred: {message}",
        Code = 500,
    };

    /// <summary>The bytes for the error channel; empty when it gets none.</summary>
    public static byte[] Encode(Status status, bool structured)
    {
        if (!structured)
        {
            return Encoding.UTF8.GetBytes(status.Message);
        }

        using var writer = new JsonWriter();
        status.WriteJson(writer);
        return writer.WrittenSpan.ToArray();
    }
}
