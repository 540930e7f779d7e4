using Tiphys.LoadTest.Measuring;
using Tiphys.LoadTest.Objects;

namespace Tiphys.LoadTest.Scenarios;

/// <summary>Something to load a server with.</summary>
internal abstract class Scenario
{
    /// <summary>Makes what has to be there before.</summary>
    public virtual Task PrepareAsync(LoadTarget target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes what each round uses up; not measured.</summary>
    public virtual Task BeforeRoundAsync(LoadTarget target, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Loads the server for the time given.</summary>
    public abstract Task<LatencyRecorder> RunAsync(LoadTarget target, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Where the run's objects of a resource are.</summary>
    protected static string PathOf(LoadTarget target, string plural, string? name = null) =>
        $"api/v1/namespaces/{target.Namespace}/{plural}{(name is null ? "" : "/" + name)}";

    /// <summary>Makes many objects, 32 at a time.</summary>
    protected static Task CreateManyAsync(LoadTarget target, string plural, int count, Func<int, byte[]> body, CancellationToken cancellationToken) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (number, stop) =>
            await target.SendAsync(number, HttpMethod.Post, PathOf(target, plural), body(number), "application/json", stop));

    /// <summary>Makes the pods that scenarios read and change.</summary>
    protected static Task CreatePodsAsync(LoadTarget target, CancellationToken cancellationToken) =>
        CreateManyAsync(target, "pods", target.Options.Objects, number => ObjectBodies.Pod(PodName(number), target.Options.Size), cancellationToken);

    protected static string PodName(long number) => $"pod-{number}";
}
