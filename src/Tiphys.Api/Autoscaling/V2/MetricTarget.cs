namespace Tiphys.Api.Autoscaling.V2;

/// <summary>The goal that a metric should be held at.</summary>
[ApiType("io.k8s.api.autoscaling.v2.MetricTarget")]
public sealed partial record MetricTarget
{
    /// <summary>Form of the goal, one of Utilization, Value or AverageValue.</summary>
    [ApiField("type", 1, TypeName = "v2.MetricTargetType")]
    public partial string Type { get; init; }

    /// <summary>Total value of the metric to aim for, as a quantity.</summary>
    [ApiField("value", 2, OmitEmpty = true, Optional = true)]
    public partial Quantity? Value { get; init; }

    /// <summary>Mean value per pod to aim for, as a quantity.</summary>
    [ApiField("averageValue", 3, OmitEmpty = true, Optional = true)]
    public partial Quantity? AverageValue { get; init; }

    /// <summary>Mean use to aim for, in percent of the request, valid only for resource metrics.</summary>
    [ApiField("averageUtilization", 4, OmitEmpty = true, Optional = true)]
    public partial int? AverageUtilization { get; init; }
}
