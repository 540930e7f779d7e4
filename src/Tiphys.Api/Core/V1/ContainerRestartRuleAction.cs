namespace Tiphys.Api.Core.V1;

/// <summary>Known values of <c>ContainerRestartRuleAction</c>.</summary>
public static class ContainerRestartRuleAction
{
    public const string Restart = "Restart";

    public const string RestartAllContainers = "RestartAllContainers";
}
