using Tiphys.Api.Meta.V1;

namespace Tiphys.Api.Batch.V1;

/// <summary>Blueprint for the Jobs that a CronJob creates.</summary>
[ApiType("io.k8s.api.batch.v1.JobTemplateSpec")]
public sealed partial record JobTemplateSpec
{
    /// <summary>Labels, annotations and other metadata copied to every created Job.</summary>
    [ApiField("metadata", 1, OmitEmpty = true, Optional = true)]
    public partial ObjectMeta Metadata { get; init; }

    /// <summary>Specification that every created Job receives.</summary>
    [ApiField("spec", 2, OmitEmpty = true, Optional = true)]
    public partial JobSpec Spec { get; init; }
}
