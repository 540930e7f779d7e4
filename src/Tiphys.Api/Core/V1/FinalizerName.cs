namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>FinalizerName</c>.</summary>
public static class FinalizerName
{
    public const string Kubernetes = "kubernetes";
}
