using Microsoft.Extensions.Logging;

namespace Tiphys.Scheduler;

public sealed partial class Scheduler
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Schedules pods of {SchedulerName}: {Nodes} nodes, {Pods} pods waiting")]
        public static partial void Started(ILogger logger, string schedulerName, int nodes, int pods);

        [LoggerMessage(2, LogLevel.Debug, "Bound pod {Namespace}/{Name} to node {Node}; {Evaluated} nodes looked at, {Feasible} fit")]
        public static partial void Bound(ILogger logger, string @namespace, string name, string node, int evaluated, int feasible);

        [LoggerMessage(3, LogLevel.Debug, "No node for pod {Namespace}/{Name}: {Reason}")]
        public static partial void Unschedulable(ILogger logger, string @namespace, string name, string reason);

        [LoggerMessage(4, LogLevel.Warning, "Cannot bind pod {Namespace}/{Name} to node {Node}; tried again after a rest")]
        public static partial void BindingFailed(ILogger logger, Exception exception, string @namespace, string name, string node);

        [LoggerMessage(5, LogLevel.Warning, "Cannot write {What} of pod {Namespace}/{Name}")]
        public static partial void WriteFailed(ILogger logger, Exception exception, string what, string @namespace, string name);
    }
}
