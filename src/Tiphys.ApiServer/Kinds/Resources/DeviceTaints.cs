using Tiphys.Api.Resource.V1;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Resources;

/// <summary>Taints of devices and the requests' tolerations of them.</summary>
internal static class DeviceTaints
{
    private static readonly string[] Effects = [DeviceTaintEffect.NoExecute, DeviceTaintEffect.NoSchedule, DeviceTaintEffect.None];

    public static void CheckTaint(DeviceTaint taint, FieldErrors errors, FieldPath path)
    {
        DeviceNames.CheckLabelName(taint.Key, errors, path.Child("key"));
        errors.InvalidFor(path.Child("value"), taint.Value, Formats.LabelValue(taint.Value));
        errors.CheckRequiredAndSupported(path.Child("effect"), taint.Effect, Effects);
    }

    public static void CheckTolerations(ApiList<DeviceToleration> tolerations, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < tolerations.Count; i++)
        {
            CheckToleration(tolerations[i], errors, path.Index(i));
        }
    }

    private static void CheckToleration(DeviceToleration toleration, FieldErrors errors, FieldPath path)
    {
        if (toleration.Key.Length > 0)
        {
            DeviceNames.CheckLabelName(toleration.Key, errors, path.Child("key"));
        }

        switch (toleration.Operator)
        {
            case DeviceTolerationOperator.Exists when toleration.Value.Length > 0:
                errors.Invalid(path.Child("value"), toleration.Value, "must be empty for operator `Exists`");
                break;
            case DeviceTolerationOperator.Equal:
                errors.InvalidFor(path.Child("value"), toleration.Value, Formats.LabelValue(toleration.Value));
                break;
            default:
                errors.CheckRequiredAndSupported(
                    path.Child("operator"), toleration.Operator, DeviceTolerationOperator.Equal, DeviceTolerationOperator.Exists);
                break;
        }

        if (toleration.Effect.Length > 0)
        {
            errors.CheckSupported(path.Child("effect"), toleration.Effect, Effects);
        }
    }
}
