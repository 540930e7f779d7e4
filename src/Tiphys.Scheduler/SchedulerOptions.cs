namespace Tiphys.Scheduler;

/// <summary>Options of the scheduler; the defaults are upstream's (KubeSchedulerConfiguration v1).</summary>
public sealed record SchedulerOptions
{
    /// <summary>Schedules the pods whose <c>spec.schedulerName</c> is this.</summary>
    public string SchedulerName { get; init; } = "default-scheduler";

    /// <summary>Name of this process in events; empty for scheduler and machine name.</summary>
    public string ReportingInstance { get; init; } = "";

    /// <summary>The search for nodes ends when so many percent of them fit, 1 to 100; 0 chooses by the size of the cluster.</summary>
    public int PercentageOfNodesToScore { get; init; }

    /// <summary>How long a pod rests after its first failed attempt; doubled at each further one.</summary>
    public TimeSpan PodInitialBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a pod rests at most.</summary>
    public TimeSpan PodMaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>An unschedulable pod is tried again after this time, even when nothing changed that seems to matter to it.</summary>
    public TimeSpan PodMaxInUnschedulable { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many pods may be bound, or have their failures written, at the same time.</summary>
    public int MaxConcurrentWrites { get; init; } = 64;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        Require(SchedulerName.Length > 0, nameof(SchedulerName), "must not be empty");
        Require(PercentageOfNodesToScore is >= 0 and <= 100, nameof(PercentageOfNodesToScore), "must be 0 to 100");
        Require(PodInitialBackoff > TimeSpan.Zero, nameof(PodInitialBackoff), "must be greater than 0");
        Require(PodMaxBackoff >= PodInitialBackoff, nameof(PodMaxBackoff), "must not be less than PodInitialBackoff");
        Require(PodMaxInUnschedulable > TimeSpan.Zero, nameof(PodMaxInUnschedulable), "must be greater than 0");
        Require(MaxConcurrentWrites > 0, nameof(MaxConcurrentWrites), "must be greater than 0");
    }

    private static void Require(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"{name} {rule}", name);
        }
    }
}
