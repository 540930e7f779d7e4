using Tiphys.Api.Batch.V1;
using Tiphys.Api.Meta.V1;
using Tiphys.ApiServer.Kinds.Shared;

namespace Tiphys.ApiServer.Kinds.Batch;

/// <summary>What the server sets in a new job (pkg/registry/batch/job/strategy.go).</summary>
internal static class JobPreparation
{
    private const string UidLabel = "controller-uid";
    private const string NameLabel = "job-name";
    private const string Prefix = "batch.kubernetes.io/";

    public static Job ForCreate(Job job)
    {
        var created = Unlabel(Generations.First(job with { Status = JobStatus.Empty }));
        return Label(created.Spec.ManualSelector == true ? created : created with { Spec = Select(created.Spec, created.Metadata) });
    }

    /// <summary>The job with the labels of its pods, when it has none of its own.</summary>
    public static Job Label(Job job) => job.Metadata.Labels.IsEmpty && !job.Spec.Template.Metadata.Labels.IsEmpty
        ? job with { Metadata = job.Metadata with { Labels = job.Spec.Template.Metadata.Labels } }
        : job;

    // Labels that the defaults took from the pods are taken again once the pods have theirs of the server: upstream's two maps are one
    // map then, and here one array. Equal labels that the client wrote are two.
    private static Job Unlabel(Job job) => job.Metadata.Labels.AsSpan() == job.Spec.Template.Metadata.Labels.AsSpan()
        ? job with { Metadata = job.Metadata with { Labels = default } }
        : job;

    // A job selects its pods by its own uid, under the old name of the label and the new one.
    private static JobSpec Select(JobSpec spec, ObjectMeta metadata)
    {
        var labels = spec.Template.Metadata.Labels;
        foreach (var (key, value) in new[] { (NameLabel, metadata.Name), (UidLabel, metadata.UID) })
        {
            labels = labels.ContainsKey(key) ? labels : labels.SetItem(key, value);
            labels = labels.ContainsKey(Prefix + key) ? labels : labels.SetItem(Prefix + key, value);
        }

        var selector = spec.Selector ?? LabelSelector.Empty;
        return spec with
        {
            Selector = selector.MatchLabels.ContainsKey(Prefix + UidLabel)
                ? selector
                : selector with { MatchLabels = selector.MatchLabels.SetItem(Prefix + UidLabel, metadata.UID) },
            Template = spec.Template with { Metadata = spec.Template.Metadata with { Labels = labels } },
        };
    }
}
