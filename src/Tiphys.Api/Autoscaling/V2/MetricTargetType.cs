namespace Tiphys.Api.Autoscaling.V2;

/// <summary>Known values of <c>MetricTargetType</c>.</summary>
public static class MetricTargetType
{
    public const string Utilization = "Utilization";

    public const string Value = "Value";

    public const string AverageValue = "AverageValue";
}
