namespace Tiphys.Api.Autoscaling.V2;

/// <summary>A metric reading in one or more of the forms a goal can take.</summary>
[ApiType("io.k8s.api.autoscaling.v2.MetricValueStatus")]
public sealed partial record MetricValueStatus
{
    /// <summary>Most recent total value of the metric, as a quantity.</summary>
    [ApiField("value", 1, OmitEmpty = true, Optional = true)]
    public partial Quantity? Value { get; init; }

    /// <summary>Most recent mean value per pod, as a quantity.</summary>
    [ApiField("averageValue", 2, OmitEmpty = true, Optional = true)]
    public partial Quantity? AverageValue { get; init; }

    /// <summary>Most recent mean use over all pods, in percent of the amount requested.</summary>
    [ApiField("averageUtilization", 3, OmitEmpty = true, Optional = true)]
    public partial int? AverageUtilization { get; init; }
}
