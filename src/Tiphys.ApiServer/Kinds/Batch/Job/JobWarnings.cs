using Tiphys.Api.Batch.V1;
using Tiphys.ApiServer.Kinds.Core;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>What of a job works but is doubtful (pkg/api/job/warnings.go).</summary>
internal static class JobWarnings
{
    private const int CompletionsSoftLimit = 100_000;
    private const int ParallelismSoftLimit = 10_000;
    private const string TooMany = "In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, "
        + "Kubernetes might not be able to track completedIndexes when a big number of indexes fail";

    public static IEnumerable<string> Of(JobSpec spec, FieldPath path) =>
    [
        .. spec.CompletionMode == CompletionMode.Indexed && spec.Completions > CompletionsSoftLimit && spec.Parallelism > ParallelismSoftLimit
            ? [$"{path}: {TooMany}"]
            : Array.Empty<string>(),
        .. PodWarnings.Of(spec.Template, path.Child("template")),
    ];
}
