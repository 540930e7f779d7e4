namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>ContainerRestartRuleOnExitCodesOperator</c>.</summary>
public static class ContainerRestartRuleOnExitCodesOperator
{
    public const string In = "In";

    public const string NotIn = "NotIn";
}
