using System.Globalization;
using Tiphys.Api.Core.V1;
using Tiphys.ApiServer.Kinds.Shared;
using Tiphys.ApiServer.Validation;

namespace Tiphys.ApiServer.Kinds.Core;

/// <summary>Rules of limit ranges (pkg/apis/core/validation).</summary>
internal static class LimitRangeValidation
{
    private const string NotForPods = "may not be specified when `type` is 'Pod'";
    private static readonly FieldPath Path = FieldPath.Root("spec").Child("limits");

    public static void Validate(LimitRangeSpec spec, FieldErrors errors)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.Limits.Count; i++)
        {
            CheckType(spec.Limits[i].Type, errors, Path.Index(i).Child("type"));
            if (!types.Add(spec.Limits[i].Type))
            {
                errors.Duplicate(Path.Index(i).Child("type"), spec.Limits[i].Type);
            }

            CheckItem(spec.Limits[i], errors, Path.Index(i));
        }
    }

    private static void CheckType(string type, FieldErrors errors, FieldPath path)
    {
        var reasons = Formats.QualifiedName(type).ToList();
        errors.InvalidFor(path, type, reasons);
        if (reasons.Count == 0 && !type.Contains('/') && type is not (LimitType.Pod or LimitType.Container or LimitType.PersistentVolumeClaim))
        {
            errors.Invalid(path, type, "must be a standard limit type or fully qualified");
        }
    }

    private static void CheckItem(LimitRangeItem item, FieldErrors errors, FieldPath path)
    {
        CheckNames(item, item.Max, errors, path.Child("max"));
        CheckNames(item, item.Min, errors, path.Child("min"));
        var isPod = item.Type == LimitType.Pod;
        CheckDefaults(item, item.Default, errors, path.Child("default"));
        CheckDefaults(item, item.DefaultRequest, errors, path.Child("defaultRequest"));
        if (item.Type == LimitType.PersistentVolumeClaim && !item.Min.ContainsKey(ResourceName.Storage) && !item.Max.ContainsKey(ResourceName.Storage))
        {
            errors.Required(path.Child("limits"), "either minimum or maximum storage value is required, but neither was provided");
        }

        CheckNames(item, item.MaxLimitRequestRatio, errors, path.Child("maxLimitRequestRatio"));
        var keys = item.Max.Keys.Concat(item.Min.Keys).Concat(isPod ? [] : item.Default.Keys.Concat(item.DefaultRequest.Keys)).Concat(item.MaxLimitRequestRatio.Keys);
        foreach (var key in keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            new Limits(item, key, isPod).Check(errors, path);
        }
    }

    private static void CheckDefaults(LimitRangeItem item, ApiMap<Quantity> amounts, FieldErrors errors, FieldPath path)
    {
        if (item.Type != LimitType.Pod)
        {
            CheckNames(item, amounts, errors, path);
        }
        else if (!amounts.IsEmpty)
        {
            errors.Forbidden(path, NotForPods);
        }
    }

    private static void CheckNames(LimitRangeItem item, ApiMap<Quantity> amounts, FieldErrors errors, FieldPath path)
    {
        foreach (var name in amounts.Keys)
        {
            if (item.Type is LimitType.Pod or LimitType.Container)
            {
                PodValidation.CheckContainerResourceName(name, errors, path.Key(name));
            }
            else
            {
                ResourceNames.CheckName(name, errors, path.Key(name));
            }
        }
    }

    /// <summary>The limits of one resource, which must not contradict each other.</summary>
    private sealed class Limits(LimitRangeItem item, string name, bool isPod)
    {
        private readonly Quantity? _min = Get(item.Min, name);
        private readonly Quantity? _max = Get(item.Max, name);
        private readonly Quantity? _limit = isPod ? null : Get(item.Default, name);
        private readonly Quantity? _request = isPod ? null : Get(item.DefaultRequest, name);
        private readonly Quantity? _ratio = Get(item.MaxLimitRequestRatio, name);

        public void Check(FieldErrors errors, FieldPath path)
        {
            CheckOrder(errors, path.Child("min").Key(name), _min, $"min value {_min} is greater than max value {_max}", _min > _max);
            var request = path.Child("defaultRequest").Key(name);
            CheckOrder(errors, request, _request, $"min value {_min} is greater than default request value {_request}", _min > _request);
            CheckOrder(errors, request, _request, $"default request value {_request} is greater than max value {_max}", _request > _max);
            CheckOrder(errors, request, _request, $"default request value {_request} is greater than default limit value {_limit}", _request > _limit);
            var limit = path.Child("default").Key(name);
            CheckOrder(errors, limit, _min, $"min value {_min} is greater than default value {_limit}", _min > _limit);
            CheckOrder(errors, limit, _max, $"default value {_limit} is greater than max value {_max}", _limit > _max);
            CheckRatio(errors, path.Child("maxLimitRequestRatio").Key(name));
            if (!ResourceNames.MayOvercommit(name) && _limit is { } wanted && _request is { } asked && wanted.CompareTo(asked) != 0)
            {
                errors.Invalid(request, asked.ToString(), $"default value {wanted} must equal to defaultRequest value {asked} in {name}");
            }
        }

        private void CheckRatio(FieldErrors errors, FieldPath path)
        {
            CheckOrder(errors, path, _ratio, $"ratio {_ratio} is less than 1", _ratio < Quantity.FromValue(1));
            if (_ratio is not { } ratio || _min is not { } min || _max is not { } max)
            {
                return;
            }

            var highest = max.ToDouble() / min.ToDouble();
            if (ratio.ToDouble() > highest)
            {
                errors.Invalid(path, ratio.ToString(), $"ratio {ratio} is greater than max/min = {highest.ToString("F6", CultureInfo.InvariantCulture)}");
            }
        }

        private static void CheckOrder(FieldErrors errors, FieldPath path, Quantity? shown, string message, bool isWrong)
        {
            if (isWrong)
            {
                errors.Invalid(path, shown.ToString()!, message);
            }
        }

        private static Quantity? Get(ApiMap<Quantity> amounts, string name) => amounts.TryGetValue(name, out var amount) ? amount : (Quantity?)null;
    }
}
