using Microsoft.Extensions.Logging;

namespace Tiphys.Containers;

public sealed partial class ContainerRuntime
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Started container {ContainerId}: conmon and create {CreateMs} ms, start {StartMs} ms")]
        public static partial void Started(ILogger logger, string containerId, double createMs, double startMs);

        [LoggerMessage(2, LogLevel.Debug, "Container {ContainerId} exited with code {ExitCode}: {Reason}")]
        public static partial void Exited(ILogger logger, string containerId, int exitCode, string reason);

        [LoggerMessage(3, LogLevel.Error, "Cannot record the end of container {ContainerId}")]
        public static partial void ExitFailed(ILogger logger, Exception exception, string containerId);

        [LoggerMessage(4, LogLevel.Warning, "Cannot clean up after container {ContainerId}; removing it tries again")]
        public static partial void ReleaseFailed(ILogger logger, Exception exception, string containerId);

        [LoggerMessage(5, LogLevel.Information, "Took over {Sandboxes} sandboxes and {Containers} containers, {Running} running")]
        public static partial void Recovered(ILogger logger, int sandboxes, int containers, int running);

        [LoggerMessage(6, LogLevel.Information, "Removed the remains in {Directory} of an operation that was not finished")]
        public static partial void RemovedRemains(ILogger logger, string directory);
    }
}
